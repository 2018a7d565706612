// Accepts readings into the folder of argv[2] until it is killed; writes each id once it is acknowledged. With argv[3]
// `evaluate` it also starts to judge the first, writes `evaluating`, and never ends that.
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CALLER, created, openServiceBenchIn, SUBMISSION } from '../service-bench.js';

const [, , folder = '', mode = ''] = process.argv;
mkdirSync(folder, { recursive: true });
const bench = await openServiceBenchIn(folder, {
  evaluateReading: () => {
    process.stdout.write('evaluating\n');
    return new Promise(() => {});
  },
});
if (mode === 'evaluate') bench.work();
for (let index = 0; ; index++) {
  const submission = { ...SUBMISSION, outerBusinessId: `biz-${index}` };
  const caller = { ...CALLER, idempotencyKey: `case-${index}` };
  const { id, audio } = created(await bench.useCases.submit(submission, await bench.upload(randomBytes(2000)), caller));
  process.stdout.write(`${id} ${audio.sha256}\n`);
  await nextTurn();
}
