import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import { run } from '../http/support/cli.js';
import { readingOf } from './support/readings.js';
import { eventually, makeKey, startService, untilReady, untilSettled } from './support/running-service.js';

t.setTimeout(240_000);

const folder = mkdtempSync(join(tmpdir(), 'hesheng-e2e-'));
t.teardown(() => rmSync(folder, { recursive: true }));
const modelsDir = join(folder, 'models');
cpSync(join(INSTALLATION_DIR, 'models', 'embedded'), modelsDir, { recursive: true, dereference: true });
const dataDir = join(folder, 'data');
const token = await makeKey(dataDir);

/** Flips one bit in the middle of the network; once more makes it whole again. */
const flipBit = (): void => {
  const path = join(modelsDir, 'phones.int8.onnx');
  const content = readFileSync(path);
  content[content.length >> 1]! ^= 1;
  writeFileSync(path, content);
};

t.test('a model that is damaged while the service runs: not ready, no verdict, and nothing is lost', async (t) => {
  const service = await startService(dataDir, token, { HESHENG_MODELS_DIR: modelsDir });
  t.teardown(() => service.end('SIGKILL'));
  await untilReady(service);
  flipBit();
  process.kill(service.engines()[0]!, 'SIGKILL');
  const notReady = await eventually(async () => {
    const answer = await service.ask('/readyz');
    return answer.status === 503 && service.log().includes('MODEL_INVALID') ? answer : null;
  });
  t.match(notReady.json, { code: 'NOT_READY', detail: /engine/, errors: [{ pointer: 'engine' }] });
  t.equal((await service.ask('/livez')).status, 200);

  const posted = await service.ask('/v1/verifications', readingOf('enrol-1.flac', { headers: { prefer: 'wait=2' } }));
  t.match(posted, { status: 202, json: { status: /^(queued|processing)$/, verdict: null } });

  flipBit();
  t.match(await untilSettled(service, posted.headers.get('location')!), { status: 'completed', verdict: 'pass' });
  t.equal((await untilReady(service)).status, 200);
});

t.test('a service that is started with a damaged model says which, and ends with 1', async (t) => {
  flipBit();
  const ended = await run(dataDir, ['serve'], { HESHENG_PORT: '0', HESHENG_MODELS_DIR: modelsDir });
  t.match(ended, { code: 1, err: /^ENGINE_UNAVAILABLE.*phones\.int8\.onnx/ });
  const verified = await run(
    dataDir,
    ['verify', join(INSTALLATION_DIR, 'fixtures', 'enrol-1.flac'), '--clause', '我', '--json'],
    {
      HESHENG_MODELS_DIR: modelsDir,
    },
  );
  t.equal(verified.code, 1);
  t.match(JSON.parse(verified.out), { status: 'failed', verdict: null, failure: { code: /^(ENGINE|MODEL)_/ } });
});
