import { FINGERPRINT, fingerprint } from '../../src/fingerprint/fingerprint.js';
import type { Sketch } from '../../src/fingerprint/sketch.js';
import type { Store } from '../../src/store/store.js';
import { compareWithHistory } from '../../src/verification/compare-with-history.js';
import type { Utterance } from '../dataset/utterance.js';
import { type Random, sample } from '../seeded-random.js';
import { quantile, sortedNumbers } from '../statistics/quantile.js';
import { readRecording } from '../vad/recordings.js';

const SIZES = [1_000, 10_000, 100_000] as const;
const AT_ONCE = 1_000;
const LOOK_UPS = 30;

/** Moments of recordings that exist, in another composition: as many hashes as speech has, as often as speech has them. */
const composed = (sketches: readonly Sketch[], random: Random): Sketch => {
  const { at } = sketches[Math.floor(random() * sketches.length)]!;
  const codes = at.map(() => {
    const { codes: some } = sketches[Math.floor(random() * sketches.length)]!;
    return some[Math.floor(random() * some.length)]!;
  });
  return { at, codes };
};

export interface HistoryPoint {
  readonly readings: number;
  /** Median and 95th percentile of look-ups, as shares of the recordings' lengths. */
  readonly p50: number;
  readonly p95: number;
}

/** How long look-ups of recordings take in histories of several sizes. */
export const growHistory = async (
  store: Store,
  sketches: readonly Sketch[],
  queries: readonly Utterance[],
  random: Random,
): Promise<readonly HistoryPoint[]> => {
  const asked = await Promise.all(sample(random, queries, LOOK_UPS).map(({ path }) => readRecording(path)));
  const known = sketches.filter(({ at }) => at.length > 0);
  const points: HistoryPoint[] = [];
  let size = 0;
  for (const readings of SIZES) {
    while (size < readings) {
      await store.transaction(async (tx) => {
        for (let n = 0; n < AT_ONCE; n++) {
          const subject = { kind: 'verification', id: `composed ${size + n}` } as const;
          await tx.fingerprints.add({
            subject,
            audioSha256: 'composed',
            method: FINGERPRINT,
            sketch: composed(known, random),
          });
        }
      });
      size += AT_ONCE;
    }
    const shares: number[] = [];
    for (const samples of asked) {
      const heard = fingerprint(samples);
      const begun = performance.now();
      await compareWithHistory(store.fingerprints, heard, Number.MAX_SAFE_INTEGER);
      shares.push(((performance.now() - begun) / 1000) * (16_000 / samples.length));
    }
    const sorted = sortedNumbers(shares);
    points.push({ readings, p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95) });
  }
  return points;
};
