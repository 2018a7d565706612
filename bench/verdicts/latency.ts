import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config.js';
import { createService, type Reader } from '../../src/main.js';
import { readFixtures } from './recordings.js';

const ROUNDS = 30;
const WARM_UP = 5;
const FILE = 'honest.wav';

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};

/**
 * Time of one whole verification (decode, VAD, recognition, voiceprint, alignment) on one engine thread as a share of the
 * recording's duration, and what a warm HTTP round trip adds. Both ways take turns, so that the machine's mood is shared.
 */
export const measureLatency = async (reader: Reader): Promise<void> => {
  const fixture = readFixtures('fixtures').find(({ file }) => file === FILE)!;
  const path = join('fixtures', FILE);
  const dataDir = mkdtempSync(join(tmpdir(), 'hesheng-bench-'));
  const { config } = loadConfig();
  const service = await createService({
    ...config,
    dataDir,
    port: 0,
    logLevel: 'silent',
    rateLimitPerMinute: 100_000,
    engineProcesses: 1,
    engineThreads: 1,
  });
  try {
    const origin = await service.listen();
    const { token } = await service.useCases.createKey('bench', ['submit', 'read', 'admin']);
    await service.engine.ready();
    const headers = { authorization: `Bearer ${token}` };
    const enrol = new FormData();
    enrol.append('audio', new Blob([readFileSync(path)]), FILE);
    enrol.append('request', JSON.stringify({ consent_id: 'bench' }));
    const enrolled = await fetch(`${origin}/v1/speakers/bench/enrolments`, { method: 'POST', headers, body: enrol });
    if (!enrolled.ok) throw new Error(`enrolment answered ${enrolled.status} ${await enrolled.text()}`);
    const inside: number[] = [];
    const whole: number[] = [];
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const form = new FormData();
      form.append('audio', new Blob([readFileSync(path)]), FILE);
      form.append('request', JSON.stringify({ clause_text: fixture.clause_text, speaker_id: 'bench' }));
      let judged = 0;
      const took = await timed(async () => {
        const answer = await fetch(`${origin}/v1/verifications`, {
          method: 'POST',
          headers: { ...headers, prefer: 'wait=20' },
          body: form,
        });
        const body = (await answer.json()) as { status: string; timing_ms: { total: number } };
        if (answer.status !== 201 || body.status !== 'completed')
          throw new Error(`answered ${answer.status} ${body.status}`);
        judged = body.timing_ms.total;
      });
      if (round < 0) continue;
      inside.push(judged);
      whole.push(took);
    }
    const durationMs = (await reader.decoder.decode(path, reader.decodeLimits)).durationMs;
    const added = whole.map((ms, i) => ms - inside[i]!);
    console.log(
      `\ntime of ${FILE} (${durationMs} ms, one engine process, one thread, voiceprint on), median of ${ROUNDS}`,
    );
    console.log(
      `  verification / duration            1/${(durationMs / median(inside)).toFixed(1)}  (${median(inside).toFixed(0)} ms)`,
    );
    console.log(
      `  HTTP round trip / verification     ${(median(whole) / median(inside)).toFixed(2)}  (adds ${median(added).toFixed(0)} ms, at most ${Math.max(...added).toFixed(0)} ms)`,
    );
  } finally {
    await service.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
};
