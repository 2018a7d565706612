import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { encode } from '../audio/ffmpeg-encode.js';
import { readingOf, WAIT } from '../e2e/support/readings.js';
import { type Answer, makeKey, startService, untilReady, untilSettled } from '../e2e/support/running-service.js';
import { fixtureBytes, fixtureNamed, fixturePath } from '../golden/fixtures.js';
import { form, requestPart } from '../http/support/form.js';
import { type MalformedUpload, malformedUploads, type UploadSource } from './malformed-uploads.js';

const SEED = 20_251_122;
const COUNT = 200;
const AT_ONCE = 4;
/** Said in none of the sources: damage that leaves the sound as it was cannot pass either. */
const CLAUSE = '我同意银行向第三方提供我的个人信息用于营销。';
/** The shortest readings, so that those which survive the damage are soon judged. */
const FLAC = ['wrong-clause.flac', 'negation-added.flac'] as const;
const ENCODED = ['a.wav', 'a.mp3', 'a.m4a', 'a.webm', 'a.ogg'] as const;

// A service that also runs other tests' work needs a minute for 200 uploads.
t.setTimeout(300_000);

const folder = mkdtempSync(join(tmpdir(), 'hesheng-fuzz-'));
const dataDir = join(folder, 'data');
const temp = join(folder, 'temp');
mkdirSync(temp);
const token = await makeKey(dataDir);
const service = await startService(dataDir, token, { TMPDIR: temp, HESHENG_RATE_LIMIT_PER_MINUTE: '100000' });
t.teardown(async () => {
  await service.end('SIGKILL');
  rmSync(folder, { recursive: true });
});

const encoded = async (name: string): Promise<UploadSource> => {
  await encode(fixturePath(fixtureNamed(FLAC[0])), join(folder, name), []);
  return { name, bytes: readFileSync(join(folder, name)) };
};

const sources: readonly UploadSource[] = [
  ...FLAC.map((name) => ({ name, bytes: fixtureBytes(fixtureNamed(name)) })),
  ...(await Promise.all(ENCODED.map(encoded))),
];

const post = ({ name, bytes, contentType }: MalformedUpload): Promise<Answer> => {
  const audio = { name: 'audio', body: Buffer.from(bytes), fileName: name, type: contentType };
  const { payload, headers } = form(audio, requestPart({ clause_text: CLAUSE }));
  return service.ask('/v1/verifications', {
    method: 'POST',
    body: new Uint8Array(payload),
    headers: { ...headers, ...WAIT },
  });
};

/** What became of an upload: the code it was refused or failed with, or its verdict. */
const outcomeOf = async (t: Test, upload: MalformedUpload): Promise<string> => {
  const { status, json, headers } = await post(upload);
  if (status >= 400) {
    t.ok(status < 500 || status === 503, `${upload.kind}: ${status}`);
    t.match(json, { code: /^[A-Z_]+$/, status }, 'a problem with a code');
    return json.code;
  }
  const settled = status === 202 ? await untilSettled(service, headers.get('location')!) : json;
  t.match(settled.status, /^(completed|failed)$/, upload.kind);
  if (settled.status === 'failed') t.equal(settled.verdict, null, 'a technical failure is no verdict');
  else t.match(settled.verdict, /^(review|fail)$/, `${upload.kind} does not pass`);
  return settled.status === 'failed' ? settled.failure.code : settled.verdict;
};

t.test(`${COUNT} malformed uploads over HTTP are refused, fail, or are judged; none passes`, async (t) => {
  await untilReady(service);
  const outcomes = new Map<string, number>();
  const uploads = malformedUploads(SEED, COUNT, sources);
  const inTurn = async (): Promise<void> => {
    for (const upload of uploads) {
      const outcome = await outcomeOf(t, upload);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, inTurn));
  t.comment([...outcomes].map(([outcome, count]) => `${outcome} ${count}`).join(', '));
  const count = (...names: readonly string[]): number =>
    names.reduce((sum, name) => sum + (outcomes.get(name) ?? 0), 0);
  t.equal(
    [...outcomes.values()].reduce((a, b) => a + b, 0),
    COUNT,
  );
  t.ok(count('review', 'fail') > 10 && count('AUDIO_UNSUPPORTED') > 10, 'both ends are met');
});

t.test('afterwards the service is ready, an honest reading passes, and nothing is left lying about', async (t) => {
  t.equal((await service.ask('/readyz')).status, 200);
  const honest = await service.ask('/v1/verifications', readingOf('honest.wav', { headers: WAIT }));
  t.match(honest, { status: 201, json: { status: 'completed', verdict: 'pass' } });
  for (const left of [temp, join(dataDir, 'uploads'), join(dataDir, 'ffmpeg'), join(dataDir, 'blobs', 'incoming')]) {
    t.same(readdirSync(left), [], left.slice(folder.length));
  }
  t.equal(service.engines().length, 1);
});
