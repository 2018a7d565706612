import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import type { Engine } from '../../src/engine/engine.js';
import { HONEST_WAV } from '../engine/support/project-files.js';
import { startEngine } from '../engine/support/started-engine.js';
import { isAlive, until } from '../engine/support/waiting.js';
import { readWav, repeated } from '../engine/support/wav.js';

const honest = readWav(HONEST_WAV);
/** Long enough to be killed in the middle. */
const long = repeated(honest, Math.ceil((25 * 16_000) / honest.length));

const killBusy = async (engine: Engine): Promise<number> => {
  await until(() => engine.stats().busy === 1);
  await sleep(50);
  const [pid] = engine.stats().pids;
  process.kill(pid!, 'SIGKILL');
  await until(() => !engine.stats().pids.includes(pid!));
  return pid!;
};

t.test('a job whose process is killed is done by another, and the engine goes on', async (t) => {
  const engine = startEngine(t);
  await engine.ready();
  const job = engine.analyse(long, { voice: false });
  const killed = await killBusy(engine);
  t.equal((await job).posteriors.frames, Math.ceil(long.length / 320));
  t.not(engine.stats().pids[0], killed);
  t.match(engine.stats(), { restarts: 1, retries: 1, warm: 1, busy: 0, queued: 0 });
  t.ok((await engine.analyse(honest, { voice: true })).voice);
});

t.test('a job that two processes died on fails, and the next one works', async (t) => {
  const engine = startEngine(t);
  await engine.ready();
  const job = t.rejects(engine.analyse(long, { voice: false }), { code: 'ENGINE_FAILURE' });
  await killBusy(engine);
  await killBusy(engine);
  await job;
  t.equal((await engine.analyse(honest, { voice: false })).posteriors.frames, Math.ceil(honest.length / 320));
});

t.test('jobs in the queue outlive the crash of another job', async (t) => {
  const engine = startEngine(t, { processes: 1 });
  await engine.ready();
  const jobs = [long, honest, honest].map((samples) => engine.analyse(samples, { voice: false }));
  await killBusy(engine);
  t.equal((await Promise.all(jobs)).length, 3);
});

t.test('an idle process that is killed is replaced', async (t) => {
  const engine = startEngine(t, { processes: 2 });
  await until(() => engine.stats().warm === 2);
  const [pid] = engine.stats().pids;
  process.kill(pid!, 'SIGKILL');
  await until(() => engine.stats().warm === 2 && !engine.stats().pids.includes(pid!));
  t.equal(engine.stats().restarts, 1);
});

t.test('engine processes do not outlive a service that is killed', async (t) => {
  const program = fileURLToPath(new URL('./programs/service-parent.js', import.meta.url));
  const service = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [pids] = (await once(service, 'message')) as [readonly number[]];
  t.equal(pids.length, 2);
  t.ok(pids.every(isAlive));
  service.kill('SIGKILL');
  await until(() => !pids.some(isAlive));
  t.pass('every engine process is gone');
});
