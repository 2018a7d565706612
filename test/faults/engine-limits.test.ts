import t from 'tap';
import { HONEST_WAV } from '../engine/support/project-files.js';
import { startEngine } from '../engine/support/started-engine.js';
import { isAlive, until } from '../engine/support/waiting.js';
import { readWav } from '../engine/support/wav.js';

const honest = readWav(HONEST_WAV);
const program = (name: string): URL => new URL(`./programs/${name}-entry.js`, import.meta.url);

t.test('a job that hangs is given up and its process killed and replaced', async (t) => {
  const engine = startEngine(t, { entry: program('hang'), jobTimeoutMs: 200 });
  await engine.ready();
  const [pid] = engine.stats().pids;
  await t.rejects(engine.analyse(honest, { voice: false }), { code: 'ENGINE_TIMEOUT' });
  await until(() => engine.stats().warm === 1 && engine.stats().pids[0] !== pid);
  t.notOk(isAlive(pid!));
  t.match(engine.stats(), { timeouts: 1, restarts: 1, retries: 0 });
});

t.test('an idle process that stops answering is killed and replaced', async (t) => {
  const engine = startEngine(t, { entry: program('deaf'), heartbeatMs: 100, stopTimeoutMs: 100 });
  await engine.ready();
  const [pid] = engine.stats().pids;
  await until(() => engine.stats().warm === 1 && engine.stats().pids[0] !== pid);
  t.notOk(isAlive(pid!));
});

t.test('a process that answers its pings is left alone', async (t) => {
  const engine = startEngine(t, { entry: program('hang'), heartbeatMs: 200 });
  await engine.ready();
  const { pids } = engine.stats();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  t.strictSame(engine.stats().pids, pids);
});

t.test('a process that does not become warm in time makes the engine unavailable', async (t) => {
  const engine = startEngine(t, { entry: program('never-warm'), startTimeoutMs: 200 });
  await t.rejects(engine.ready(), { code: 'ENGINE_UNAVAILABLE' });
});

t.test('a program that is not there makes the engine unavailable', async (t) => {
  const engine = startEngine(t, { entry: program('missing') });
  await t.rejects(engine.ready(), { code: 'ENGINE_UNAVAILABLE' });
  await t.rejects(engine.analyse(honest, { voice: false }), { code: 'ENGINE_UNAVAILABLE' });
});

t.test('more jobs than may wait are refused, those accepted are done', async (t) => {
  const engine = startEngine(t, { queueLimit: 2 });
  await engine.ready();
  const accepted = [1, 2, 3].map(() => engine.analyse(honest, { voice: false }));
  await t.rejects(engine.analyse(honest, { voice: false }), { code: 'ENGINE_BUSY' });
  t.match(engine.stats(), { busy: 1, queued: 2 });
  t.equal((await Promise.all(accepted)).length, 3);
  t.ok(await engine.analyse(honest, { voice: false }));
});

t.test('jobs that come before the first process is warm wait for it', async (t) => {
  const engine = startEngine(t);
  t.ok(await engine.analyse(honest, { voice: false }));
});

t.test('a process is replaced after its share of jobs, without a gap', async (t) => {
  const engine = startEngine(t, { recycleAfterJobs: 2 });
  await engine.ready();
  const [pid] = engine.stats().pids;
  const results = [await engine.analyse(honest, { voice: true }), await engine.analyse(honest, { voice: true })];
  t.equal(engine.stats().warm, 1, 'the old one serves until its successor is warm');
  results.push(await engine.analyse(honest, { voice: true }));
  await until(() => engine.stats().recycled === 1);
  results.push(await engine.analyse(honest, { voice: true }));
  t.not(engine.stats().pids[0], pid);
  t.equal(engine.stats().restarts, 0);
  for (const result of results) t.strictSame(result.posteriors, results[0]?.posteriors);
  await until(() => !isAlive(pid!));
});
