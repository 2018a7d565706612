import type { Samples } from '../../src/audio/pcm.js';
import type { Engine } from '../../src/engine/engine.js';
import { createForkedEngine } from '../../src/engine/forked-engine.js';
import { concurrently } from '../run/concurrently.js';
import { resampledFigure } from '../statistics/figure.js';
import { mean } from '../statistics/mean.js';

/** Engine processes and onnxruntime's threads in each. */
const SPLITS = [
  { processes: 1, threads: 1 },
  { processes: 1, threads: 2 },
  { processes: 2, threads: 1 },
  { processes: 2, threads: 2 },
] as const;

const MIB = 1_048_576;
const SEED = 1;

interface Split {
  readonly processes: number;
  readonly threads: number;
  readonly engine: Engine;
  /** Readings a second, a number a round. */
  readonly rates: number[];
}

const untilWarm = async ({ engine, processes }: Split): Promise<void> => {
  await engine.ready();
  while (engine.stats().warm < processes) await new Promise((resolve) => setTimeout(resolve, 50));
};

/** Two readings wait for each process, so that none is ever idle. */
const rateOf = async ({ engine, processes }: Split, readings: readonly Samples[]): Promise<number> => {
  const begun = performance.now();
  await concurrently(readings, 2 * processes, (samples) => engine.analyse(samples, { voice: true }));
  return (1_000 * readings.length) / (performance.now() - begun);
};

/**
 * Readings a second that the engine gets through, all models on each, for ways to share the cores. The ways take turns; the
 * first round warms up.
 */
export const showScaling = async (modelsDir: string, readings: readonly Samples[], rounds: number): Promise<void> => {
  const splits: Split[] = SPLITS.map((split) => ({
    ...split,
    engine: createForkedEngine({ modelsDir, ...split }),
    rates: [],
  }));
  try {
    for (const split of splits) await untilWarm(split);
    for (let round = 0; round <= rounds; round++) {
      for (const split of splits) {
        const rate = await rateOf(split, readings);
        if (round > 0) split.rates.push(rate);
      }
    }
    console.log(
      '\nReadings a second through the engine (voice activity, phones, voice, pitch, joints), no HTTP, no judge',
    );
    const base = splits[0]!.rates;
    for (const { processes, threads, rates, engine } of splits) {
      const times = rates.map((rate, round) => rate / base[round]!);
      const { value, low, high } = resampledFigure(times, mean, 'round_bootstrap', { seed: SEED });
      const bounds = low === null || high === null ? '' : ` [${low.toFixed(2)}, ${high.toFixed(2)}]`;
      console.log(
        `  ${processes} x ${threads} (processes x threads)  ${mean(rates).toFixed(1)} a second, ${value!.toFixed(2)}${bounds} times 1 x 1, ${(engine.stats().rssBytes / MIB).toFixed(0)} MiB`,
      );
    }
  } finally {
    await Promise.all(splits.map(({ engine }) => engine.close()));
  }
};
