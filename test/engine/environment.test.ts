import { readFileSync } from 'node:fs';
import t from 'tap';
import { createForkedEngine } from '../../src/engine/forked-engine.js';
import { HONEST_WAV, MODELS_DIR } from './support/project-files.js';
import { isAlive, until } from './support/waiting.js';
import { readWav } from './support/wav.js';

const honest = readWav(HONEST_WAV);
const PROGRAM = new URL('./programs/environment-entry.js', import.meta.url);

t.test('an engine process inherits no secret', async (t) => {
  process.env.HESHENG_MASTER_KEY = 'a secret of the service';
  process.env.HESHENG_ANYTHING = 'another';
  const engine = createForkedEngine({ modelsDir: MODELS_DIR, entry: PROGRAM });
  await engine.ready();
  const names = engine.models().map(({ id }) => id);
  t.ok(names.length > 0);
  t.notOk(names.some((name) => name.startsWith('HESHENG')));
  await engine.close();
});

t.test('closing finishes what was accepted, refuses what comes later and leaves no process', async (t) => {
  const engine = createForkedEngine({ modelsDir: MODELS_DIR, processes: 2 });
  await engine.ready();
  await until(() => engine.stats().warm === 2);
  const { pids } = engine.stats();
  const accepted = [1, 2, 3, 4].map(() => engine.analyse(honest, { voice: false }));
  const closed = engine.close();
  await t.rejects(engine.analyse(honest, { voice: false }), { code: 'SHUTTING_DOWN' });
  await t.rejects(engine.ready(), { code: 'SHUTTING_DOWN' });
  t.equal((await Promise.all(accepted)).length, 4);
  await closed;
  t.equal(engine.close(), closed);
  t.notOk(pids.some(isAlive));
});

t.test('an engine that is closed while it starts leaves no process', async (t) => {
  const engine = createForkedEngine({ modelsDir: MODELS_DIR, processes: 2 });
  const waiting = t.rejects(engine.ready(), { code: 'SHUTTING_DOWN' });
  await engine.close();
  await waiting;
  t.equal(engine.stats().warm, 0);
});

t.test('the product imports onnxruntime at one door', async (t) => {
  const door = new URL('../../src/model/onnx-session.js', import.meta.url);
  t.match(readFileSync(door, 'utf8'), /onnxruntime-node/);
  const parent = new URL('../../src/engine/forked-engine.js', import.meta.url);
  t.notMatch(readFileSync(parent, 'utf8'), /onnx/);
});
