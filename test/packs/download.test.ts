import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { DOWNLOAD_LIMITS, type Download, download } from '../../src/model/pack/download.js';
import { createUndiciWeb } from '../../src/model/pack/undici-source.js';
import { noise, sha256 } from './support/archives.js';
import { type Hold, type Served, serve, startFileServer } from './support/file-server.js';

const FILE = noise(5_000);
const OTHER = noise(5_000, 99);
const folder = await mkdtemp(join(tmpdir(), 'hesheng-download-'));
const web = createUndiciWeb({ connectMs: 2_000, headersMs: 500, idleMs: 500 });
t.teardown(async () => {
  await web.close();
  await rm(folder, { recursive: true });
});

let files = 0;

interface Fetch extends Partial<Download> {
  /** What the server does at each request; the last one again for those behind it. */
  readonly answers: readonly (
    | Served
    | 'silence'
    | { readonly status: number; readonly headers?: Record<string, string> }
  )[];
}

/** Fetches once; gives what came or the fault, and what the server was asked for. */
const fetchFrom = async ({ answers, ...changes }: Fetch) => {
  const target = changes.target ?? join(folder, `file-${files++}`);
  let held: { readonly upTo: number; readonly cut: () => void } | null = null;
  const hold: Hold = (upTo, cut) => {
    held = { upTo, cut };
  };
  const onBytes = (done: number): void => {
    if (held === null || done < held.upTo) return;
    held.cut();
    held = null;
  };
  const server = await startFileServer((request, response, count) => {
    const answer = answers[Math.min(count, answers.length - 1)]!;
    if (answer === 'silence') return;
    if ('body' in answer) serve(request, response, answer, hold);
    else response.writeHead(answer.status, answer.headers).end();
  });
  try {
    const result = await download({
      source: web.source(new URL('/model.onnx', server.url)),
      target,
      bytes: FILE.length,
      sha256: sha256(FILE),
      limits: { ...DOWNLOAD_LIMITS, backOff: { firstMs: 1, capMs: 2 } },
      onBytes,
      ...changes,
    }).catch((error: unknown) => error);
    const ranges = server.requests.map(({ headers }) => headers.range ?? null);
    return { result, ranges, target, conditions: server.requests.map(({ headers }) => headers['if-range'] ?? null) };
  } finally {
    await server.close();
  }
};

/** A fetch of something unknown to a file of its own, without the server of `fetchFrom`. */
const jobFrom = (source: Download['source'], changes: Partial<Download> = {}): Download => ({
  source,
  target: join(folder, `file-${files++}`),
  bytes: null,
  sha256: null,
  limits: DOWNLOAD_LIMITS,
  onBytes: () => undefined,
  ...changes,
});

const isFile = async (target: string): Promise<boolean> => (await readFile(target)).equals(FILE);
const left = async (target: string): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => join(folder, name).startsWith(target));

t.test('a file that comes at once is one request', async (t) => {
  const { result, ranges, target } = await fetchFrom({ answers: [{ body: FILE, etag: '"a"' }] });
  t.equal(result, sha256(FILE));
  t.strictSame(ranges, [null]);
  t.ok(await isFile(target));
});

t.test('a connection cut at any byte is gone on with from there', async (t) => {
  for (const cutAt of [0, 1, 2_499, FILE.length - 1]) {
    const { result, ranges, target, conditions } = await fetchFrom({
      answers: [
        { body: FILE, etag: '"a"', cutAt },
        { body: FILE, etag: '"a"' },
      ],
    });
    t.equal(result, sha256(FILE), `cut at ${cutAt}`);
    t.ok(await isFile(target));
    t.equal(ranges[1], cutAt === 0 ? null : `bytes=${cutAt}-`);
    if (cutAt > 0) t.equal(conditions[1], '"a"');
  }
});

t.test('any sequence of cuts ends in the file', async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(3_000), fc.boolean()), { maxLength: 3 }),
      fc.boolean(),
      async (cuts, knowsRanges) => {
        const answers = cuts.map(
          ([cutAt, tagged]): Served => ({
            body: FILE,
            cutAt: cutAt + 1,
            whole: !knowsRanges,
            ...(tagged ? { etag: '"a"' } : {}),
          }),
        );
        const { result, target } = await fetchFrom({ answers: [...answers, { body: FILE, etag: '"a"' }] });
        return result === sha256(FILE) && (await isFile(target));
      },
    ),
    { numRuns: 20 },
  );
  t.pass('20 sequences');
});

t.test('a file that changed between two parts begins anew', async (t) => {
  for (const ignoresIfRange of [false, true]) {
    const { result, target } = await fetchFrom({
      answers: [
        { body: OTHER, etag: '"old"', cutAt: 2_000 },
        { body: FILE, etag: '"new"', ignoresIfRange },
      ],
    });
    t.equal(result, sha256(FILE), ignoresIfRange ? 'although the server ignores If-Range' : 'as the server says');
    t.ok(await isFile(target));
  }
});

t.test('without a validator the hash finds that two parts do not belong together', async (t) => {
  const answers: Served[] = [{ body: OTHER, cutAt: 2_000 }, { body: FILE }];
  const { result, ranges, target } = await fetchFrom({ answers });
  t.equal(result, sha256(FILE));
  t.strictSame(ranges, [null, 'bytes=2000-', null]);
  t.ok(await isFile(target));
});

t.test('with neither validator nor hash nothing is gone on with', async (t) => {
  for (const etag of [undefined, 'W/"weak"']) {
    const tag = etag === undefined ? {} : { etag };
    const answers: Served[] = [
      { body: OTHER, cutAt: 2_000, ...tag },
      { body: FILE, ...tag },
    ];
    const { result, ranges, target } = await fetchFrom({ answers, sha256: null });
    t.equal(result, sha256(FILE));
    t.strictSame(ranges, [null, null]);
    t.ok(await isFile(target));
  }
});

t.test('a later process goes on where an earlier one was killed', async (t) => {
  const first = await fetchFrom({ answers: [{ body: FILE, etag: '"a"', cutAt: 3_000 }, { status: 404 }] });
  t.match(first.result, { kind: 'missing' });
  t.equal((await readFile(first.target)).length, 3_000);
  const source = JSON.parse(await readFile(`${first.target}.json`, 'utf8')).source as string;
  t.match(source, /^http:\/\/127.0.0.1:\d+\/model.onnx$/);
});

t.test('a part of another source, or without its description, is not gone on with', async (t) => {
  for (const description of ['{"source":"https://elsewhere.invalid/x","validator":"\\"a\\""}', 'no JSON', null]) {
    const target = join(folder, `file-${files++}`);
    await writeFile(target, OTHER.subarray(0, 1_000));
    if (description !== null) await writeFile(`${target}.json`, description);
    const { result, ranges } = await fetchFrom({ target, answers: [{ body: FILE, etag: '"a"' }] });
    t.equal(result, sha256(FILE));
    t.strictSame(ranges, [null]);
  }
});

t.test('wrong bytes are refused and nothing of them stays', async (t) => {
  const { result, target } = await fetchFrom({ answers: [{ body: OTHER, etag: '"a"' }] });
  t.match(result, { name: 'SourceFault', kind: 'broken', message: /does not have its SHA-256/ });
  t.strictSame(await left(target), []);
});

t.test('another size is refused before a byte of it is taken', async (t) => {
  for (const body of [FILE.subarray(1), Buffer.concat([FILE, FILE])]) {
    const { result, target } = await fetchFrom({ answers: [{ body, etag: '"a"' }] });
    t.match(result, { kind: 'broken', message: /has \d+ bytes, not 5000/ });
    t.strictSame(await left(target), []);
  }
});

t.test('a file of unknown size is taken up to a limit', async (t) => {
  const limits = { ...DOWNLOAD_LIMITS, maxBytes: 4_999, backOff: { firstMs: 1, capMs: 2 } };
  const { result } = await fetchFrom({ answers: [{ body: FILE }], bytes: null, sha256: null, limits });
  t.match(result, { kind: 'broken', message: /larger than 4999 bytes/ });
});

t.test('a body without end is cut off at the size it should have', async (t) => {
  const target = join(folder, `file-${files++}`);
  const server = await startFileServer((_, response) => {
    const pour = (): void => {
      while (response.write(OTHER));
      if (!response.destroyed) response.once('drain', pour);
    };
    pour();
  });
  t.teardown(() => server.close());
  const source = web.source(new URL(server.url));
  const job = jobFrom(source, { target, bytes: FILE.length, sha256: sha256(FILE) });
  await t.rejects(download(job), { kind: 'broken', message: /larger than the 5000 bytes/ });
});

t.test('a server that drips is given up like one that is silent', async (t) => {
  const server = await startFileServer((_, response) => {
    response.writeHead(200, { 'content-length': FILE.length });
    const drip = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(drip));
  });
  t.teardown(() => server.close());
  const limits = {
    ...DOWNLOAD_LIMITS,
    attempts: 2,
    backOff: { firstMs: 1, capMs: 1 },
    slow: { windowMs: 300, minBytes: 1_000 },
  };
  const source = web.source(new URL(server.url));
  const job = jobFrom(source, { limits });
  await t.rejects(download(job), { kind: 'offline', message: /comes too slowly/ });
  const silent = await fetchFrom({ answers: ['silence'], limits });
  t.match(silent.result, { kind: 'offline', message: /cannot be reached \(UND_ERR_HEADERS_TIMEOUT\)/ });
});

t.test('a fault that may pass is tried again, one that will not is not', async (t) => {
  const busy = await fetchFrom({ answers: [{ status: 503 }, { status: 429 }, { body: FILE }] });
  t.equal(busy.result, sha256(FILE));
  for (const [status, kind] of [
    [404, 'missing'],
    [410, 'missing'],
    [403, 'refused'],
  ] as const) {
    const { result, ranges } = await fetchFrom({ answers: [{ status }] });
    t.match(result, { kind }, `${status}`);
    t.equal(ranges.length, 1);
  }
  const down = await fetchFrom({ answers: [{ status: 500 }] });
  t.match(down, { result: { kind: 'refused', message: /answers 500/ }, ranges: [null, null, null, null] });
});

t.test('a range that the server cannot give begins anew', async (t) => {
  const answers = [{ body: FILE, etag: '"a"', cutAt: 2_000 }, { status: 416 }, { body: FILE, etag: '"b"' }];
  const { result, ranges } = await fetchFrom({ answers });
  t.equal(result, sha256(FILE));
  t.strictSame(ranges, [null, 'bytes=2000-', null]);
});

t.test('a part without or with a wrong place is refused', async (t) => {
  const cut: Served = { body: FILE, etag: '"a"', cutAt: 2_000 };
  const lost = await fetchFrom({ answers: [cut, { status: 206, headers: { etag: '"a"' } }] });
  t.match(lost.result, { kind: 'refused', message: /does not say which/ });
  const unasked = await fetchFrom({ answers: [{ status: 206, headers: { 'content-range': 'bytes 5-9/10' } }] });
  t.match(unasked.result, { kind: 'refused', message: /nobody asked for/ });
});

t.test('redirects are followed to http only from http, and not without end', async (t) => {
  const to = (location: string) => ({ status: 302, headers: { location } });
  const moved = await fetchFrom({ answers: [to('/there'), { body: FILE }] });
  t.equal(moved.result, sha256(FILE));
  t.match((await fetchFrom({ answers: [to('/again')] })).result, { kind: 'refused', message: /without end/ });
  t.match((await fetchFrom({ answers: [to('ftp://h/x')] })).result, { kind: 'refused', message: /not https/ });
  t.match((await fetchFrom({ answers: [{ status: 301 }] })).result, { kind: 'refused', message: /to nowhere/ });
});

t.test('credentials of the address reach its own host and no other, and no message', async (t) => {
  const server = await startFileServer((request, response) => {
    if (request.url === '/model.onnx')
      response.writeHead(302, { location: `http://localhost:${new URL(server.url).port}/there` }).end();
    else response.writeHead(404).end();
  });
  t.teardown(() => server.close());
  const source = web.source(new URL('/model.onnx', server.url.replace('//', '//user:p%40ss@')));
  const job = jobFrom(source);
  const fault = await download(job).catch((error: unknown) => error);
  t.match(fault, { kind: 'missing' });
  t.notMatch(`${fault} ${source.shown}`, 'user');
  const sent = server.requests.map(({ headers }) => headers.authorization ?? null);
  t.strictSame(sent, [`Basic ${Buffer.from('user:p@ss').toString('base64')}`, null]);
});

t.test('an encoded body is refused: its bytes are not those of the file', async (t) => {
  const { result } = await fetchFrom({ answers: [{ body: FILE, headers: { 'content-encoding': 'gzip' } }] });
  t.match(result, { kind: 'refused', message: /encoded/ });
});

t.test('nobody at the address is said with the address', async (t) => {
  const server = await startFileServer(() => undefined);
  await server.close();
  const limits = { ...DOWNLOAD_LIMITS, backOff: { firstMs: 1, capMs: 1 } };
  const source = web.source(new URL(server.url));
  const job = jobFrom(source, { limits });
  await t.rejects(download(job), { kind: 'offline', message: /127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)/ });
});
