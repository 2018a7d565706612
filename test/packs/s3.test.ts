import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import t from 'tap';
import { DOWNLOAD_LIMITS, download } from '../../src/model/pack/download.js';
import { createS3 } from '../../src/model/pack/s3-source.js';
import { noise, sha256 } from './support/archives.js';
import { createBench } from './support/hesheng.js';
import { S3_ENV, startS3 } from './support/s3-server.js';
import { ARCHIVE, archiveSource, FOLDER, LABELS, NETWORK, sampleEntry } from './support/sample-pack.js';

// Some commands are processes of their own.
t.setTimeout(300_000);

Object.assign(process.env, S3_ENV);
const FILE = noise(200_000, 11);
const OTHER = noise(200_000, 12);
const folder = await mkdtemp(join(tmpdir(), 'hesheng-s3-parts-'));
const server = await startS3();
const options = { endpoint: server.endpoint, region: 'us-east-1', pathStyle: true };
const s3 = createS3(options);
const writer = new S3Client({ region: 'us-east-1', endpoint: server.endpoint, forcePathStyle: true });
const bench = createBench([
  sampleEntry('sample'),
  sampleEntry('by-file', { sources: [{ kind: 'files', url: 's3://packs/catalogue%20files' }] }),
  sampleEntry('nowhere', { sources: [archiveSource({ url: 's3://packs/nowhere.tar.bz2' })] }),
]);
t.teardown(async () => {
  writer.destroy();
  await s3.close();
  await server.close();
  bench.remove();
  await rm(folder, { recursive: true });
});

const put = (Key: string, Body: Buffer) => writer.send(new PutObjectCommand({ Bucket: 'packs', Key, Body }));

let files = 0;

interface Changes {
  readonly from?: typeof s3;
  readonly attempts?: number;
  readonly target?: string;
}

const bring = async (key: string, sha: string | null, changes: Changes = {}) => {
  const { from = s3, attempts = 2, target = join(folder, `file-${files++}`) } = changes;
  const result = await download({
    source: from.source(new URL(key)),
    target,
    bytes: null,
    sha256: sha,
    limits: { ...DOWNLOAD_LIMITS, attempts, backOff: { firstMs: 1, capMs: 2 } },
    onBytes: server.taken,
  }).catch((error: unknown) => error);
  return { result, target };
};

const headers = (name: string) => server.asked.map((asked) => asked.headers[name] ?? null);

t.test('a connection cut in the middle is gone on with from there', async (t) => {
  const { ETag } = await put('deep/a model.onnx', FILE);
  server.meddle(({ headers }) => (headers.range === undefined ? { cutAt: 70_000 } : null));
  const { result, target } = await bring('s3://packs/deep/a%20model.onnx', null);
  t.equal(result, sha256(FILE));
  t.ok((await readFile(target)).equals(FILE));
  t.strictSame(headers('range'), [null, 'bytes=70000-']);
  t.strictSame(headers('if-match'), [null, ETag]);
});

t.test('an object that changed between two parts begins anew', async (t) => {
  const refusal = { status: 412, body: '<Error><Code>PreconditionFailed</Code></Error>' };
  // s3rver ignores If-Match of a GET, as some servers do; the second round has the answer that AWS documents.
  for (const refuses of [false, true]) {
    server.meddle(() => null);
    await put('changing', OTHER);
    server.meddle(() => ({ cutAt: 50_000 }));
    const begun = await bring('s3://packs/changing', null, { attempts: 1 });
    t.match(begun.result, { kind: 'offline', message: /broke/ });
    server.meddle(() => null);
    await put('changing', FILE);
    server.meddle(({ headers }) => (refuses && headers.range !== undefined ? refusal : null));
    const { result, target } = await bring('s3://packs/changing', null, { target: begun.target });
    t.strictSame(headers('range'), ['bytes=50000-', null]);
    t.equal(result, sha256(FILE), refuses ? '412' : 'If-Match ignored');
    t.ok((await readFile(target)).equals(FILE));
  }
});

t.test('an object that shrank below the part that is there begins anew', async (t) => {
  await put('short', FILE.subarray(0, 1_000));
  server.meddle(() => null);
  const { offset, body } = await s3.source(new URL('s3://packs/short')).open(5_000, null);
  t.equal(offset, 0);
  for await (const _ of body) break;
});

t.test('every refusal says which it was, and no key', async (t) => {
  const fault = async (url: string, changes: Partial<typeof options> & { readonly env?: object } = {}) => {
    const { env = {}, ...more } = changes;
    Object.assign(process.env, S3_ENV, env);
    const other = createS3({ ...options, ...more });
    const { result } = await bring(url, null, { from: other });
    Object.assign(process.env, S3_ENV);
    await other.close();
    return result;
  };
  server.meddle(() => null);
  t.match(await fault('s3://packs/nothing?X=secret'), {
    kind: 'missing',
    message: /^s3:\/\/packs\/nothing has no such/,
  });
  t.match(await fault('s3://no-bucket/x'), { kind: 'missing', message: /no such bucket/ });
  // s3rver checks no signature of version 4: this is the answer that AWS documents.
  const denial = '<Error><Code>SignatureDoesNotMatch</Code><AWSAccessKeyId>S3RVER</AWSAccessKeyId></Error>';
  server.meddle(() => ({ status: 403, body: denial }));
  const wrong = await fault('s3://packs/short');
  t.match(wrong, { kind: 'refused', retry: false, message: /access denied \(SignatureDoesNotMatch\)/ });
  server.meddle(() => null);
  const strange = await fault('s3://packs/short', { env: { AWS_ACCESS_KEY_ID: 'STRANGER' } });
  t.match(strange, { kind: 'refused', message: /access denied \(InvalidAccessKeyId\)/ });
  t.notMatch(`${wrong} ${strange}`, /S3RVER|STRANGER/);
  t.match(await fault('s3://packs/'), { kind: 'refused', message: /not of the form/ });
  t.match(await fault('s3://packs/%ff'), { kind: 'refused', message: /not of the form/ });
  const dead = await fault('s3://packs/short', { endpoint: 'http://127.0.0.1:9' });
  t.match(dead, { kind: 'offline', retry: true, message: /cannot be reached \(ECONNREFUSED\)/ });
  t.match(await fault('s3://packs/short', { endpoint: 'ftp://x' }), { code: 'CONFIG_INVALID' });
  server.meddle(() => ({ status: 503, body: '' }));
  t.match(await fault('s3://packs/short'), { kind: 'refused', retry: true, message: /answers 503/ });
  server.meddle(() => ({ status: 301, body: '<Error><Code>PermanentRedirect</Code></Error>' }));
  t.match(await fault('s3://packs/short'), { kind: 'refused', message: /HESHENG_S3_REGION/ });
});

t.test('plain http is asked only at the endpoint of our own setting', async (t) => {
  server.meddle(() => null);
  process.env.AWS_ENDPOINT_URL = server.endpoint;
  const other = createS3({ ...options, endpoint: null });
  const { result } = await bring('s3://packs/short', null, { from: other });
  delete process.env.AWS_ENDPOINT_URL;
  await other.close();
  t.match(result, { kind: 'refused', message: /plain http/ });
  t.equal(server.asked.length, 0);
});

t.test('a server that falls silent is given up, before its answer and in the middle of it', async (t) => {
  const quick = createS3({ ...options, timeouts: { connectMs: 500, headersMs: 300, idleMs: 300 } });
  server.meddle(() => new Promise(() => undefined));
  t.match((await bring('s3://packs/short', null, { from: quick })).result, {
    kind: 'offline',
    message: /cannot be reached/,
  });
  server.meddle(() => null);
  await put('silent', FILE);
  // The cut waits for `taken`, which nobody calls.
  server.meddle(() => ({ cutAt: 1_000 }));
  const { body } = await quick.source(new URL('s3://packs/silent')).open(0, null);
  const drain = async (): Promise<void> => {
    for await (const _ of body);
  };
  await t.rejects(drain(), { kind: 'offline', message: /the connection to s3:\/\/packs\/silent broke/ });
  await quick.close();
});

t.test('packs come from a bucket as the mirror and as a source of the catalogue', async (t) => {
  server.meddle(() => null);
  await put(`mirror/${FOLDER}.tar.bz2`, ARCHIVE);
  await put('catalogue files/model.int8.onnx', NETWORK);
  await put('catalogue files/tokens.txt', LABELS);
  const env = { ...S3_ENV, HESHENG_S3_ENDPOINT: server.endpoint, HESHENG_S3_PATH_STYLE: 'yes' };
  const mirror = { HESHENG_MODEL_MIRROR: 's3://packs/mirror' };
  t.match(await bench.models(['fetch', 'sample'], { ...env, ...mirror }), {
    code: 0,
    out: /installed from s3:\/\/packs\/mirror\//,
  });
  // The mirror does not have this one.
  t.match(await bench.models(['fetch', 'by-file'], { ...env, ...mirror }), {
    code: 0,
    out: /installed from s3:\/\/packs\/catalogue%20files/,
  });
  t.match(await bench.models(['verify']), { code: 0 });
  // Under Node 20 the SDK warns on stderr before.
  t.match(await bench.models(['fetch', 'nowhere'], env), { code: 1, err: /^PACK_UNREACHABLE.*no such file/ms });
  const signed = { HESHENG_MODEL_MIRROR: 's3://key:secret@packs/mirror' };
  const refused = await bench.models(['fetch', 'nowhere'], { ...env, ...signed });
  t.match(refused, { code: 1, err: /^PACK_SOURCE_UNSUPPORTED/ });
  t.notMatch(refused.err, 'secret');
});
