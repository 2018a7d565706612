import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { verifyAudit } from '../../src/verification/verify-audit.js';
import { openServiceBenchIn } from './service-bench.js';

const PROGRAM = fileURLToPath(new URL('./programs/accept-readings.js', import.meta.url));
const DAY = 86_400_000;

interface Acknowledged {
  readonly id: string;
  readonly sha256: string;
}

/** Runs the program in `folder`, kills it without warning once `enough` holds, and gives what it had acknowledged. */
const runUntil = async (
  folder: string,
  mode: string,
  enough: (lines: readonly string[]) => boolean,
): Promise<readonly Acknowledged[]> => {
  const child = spawn(process.execPath, [PROGRAM, folder, mode], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (enough(lines)) child.kill('SIGKILL');
  }
  const [, signal] = (await closed) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error('The program ended by itself');
  return lines
    .map((line) => line.split(' '))
    .flatMap(([id = '', sha256]) => (sha256?.length === 64 ? [{ id, sha256 }] : []));
};

t.test('what was acknowledged before a kill -9 is all there, and nothing is half there', async (t) => {
  for (const count of [1, 3, 8]) {
    const folder = await mkdtemp(join(tmpdir(), 'hesheng-crash-'));
    const acknowledged = await runUntil(folder, '', (lines) => lines.length >= count);
    t.ok(acknowledged.length >= count);
    const bench = await openServiceBenchIn(folder);
    for (const { id, sha256 } of acknowledged) {
      const verification = await bench.useCases.verification(id);
      t.match(verification, { status: 'queued', audio: { sha256 } });
      const { stream } = await bench.useCases.openAudio(id);
      t.equal(
        createHash('sha256')
          .update(await buffer(stream))
          .digest('hex'),
        sha256,
      );
      t.equal((await bench.store.audit.about(id)).at(-1)?.hash, verification.entryHash);
    }
    const chain = await verifyAudit(bench.store.audit);
    const { waiting } = await bench.store.jobs.counts();
    t.match(chain, { intact: true, entries: waiting }, 'as many entries as jobs');
    t.ok(waiting >= acknowledged.length);

    bench.work();
    for (const { id } of acknowledged) t.equal((await bench.useCases.waitFor(id, DAY)).status, 'completed');
    t.match(await verifyAudit(bench.store.audit), { intact: true });
    await bench.close();
  }
});

t.test('a reading whose evaluation was killed is evaluated after the restart', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'hesheng-crash-'));
  const acknowledged = await runUntil(
    folder,
    'evaluate',
    (lines) => lines.includes('evaluating') && lines.some((line) => line.startsWith('ver_')),
  );
  // Later than any lease of the process that died.
  const bench = await openServiceBenchIn(folder, { clock: () => Date.now() + DAY });
  t.teardown(() => bench.close());
  t.equal((await bench.store.jobs.counts()).running, 1);
  bench.work();
  for (const { id } of acknowledged) t.equal((await bench.useCases.waitFor(id, DAY)).status, 'completed');
  const chain = await verifyAudit(bench.store.audit);
  t.equal(chain.intact, true);
});
