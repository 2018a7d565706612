import { wilson } from '../../src/recognisers/wilson.js';
import type { Tone } from '../../src/text/syllable.js';

/** One syllable judged: log-likelihoods of tones 1 to 4, null where the witness abstains. */
export interface JudgedTone {
  readonly set: string;
  readonly speaker: string;
  readonly tone: Tone;
  readonly likelihoods: readonly number[] | null;
}

export const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;
export const share = (hits: number, trials: number): string => {
  const { low, high } = wilson(hits, trials);
  return `${percent(hits / Math.max(1, trials))} [${percent(low)}, ${percent(high)}]`;
};

/** Log-likelihood ratio of one tone against another, nats. */
export const ratio = (likelihoods: readonly number[], tone: Tone, against: Tone): number =>
  likelihoods[tone - 1]! - likelihoods[against - 1]!;

export const bestTone = (likelihoods: readonly number[]): Tone =>
  (likelihoods.indexOf(Math.max(...likelihoods)) + 1) as Tone;

/** One pair of tones: `said` sounds in the recording, `clause` is what the clause has. */
export type TonePair = readonly [said: Tone, clause: Tone];

/** Every syllable of one tone of each pair against the other: trials, and how many reach the threshold for and against. */
export interface Acceptance {
  readonly trials: number;
  /** The clause has the tone that was said, and the witness supports it. */
  readonly supported: number;
  /** The clause has the other tone, and the witness supports that: a false acceptance. */
  readonly falselySupported: number;
}

export const acceptance = (
  judged: readonly JudgedTone[],
  pairs: readonly TonePair[],
  threshold: number,
): Acceptance => {
  const ratios = pairs.flatMap(([said, other]) =>
    judged.flatMap(({ tone, likelihoods }) =>
      tone === said ? [likelihoods ? ratio(likelihoods, said, other) : 0] : [],
    ),
  );
  return {
    trials: ratios.length,
    supported: ratios.filter((llr) => llr >= threshold).length,
    falselySupported: ratios.filter((llr) => llr <= -threshold).length,
  };
};

export const groupBy = <T>(items: readonly T[], nameOf: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
};

/** 2.5 % and 97.5 % of a figure over resamples of whole speakers. */
export const bySpeaker = (
  judged: readonly JudgedTone[],
  figure: (some: readonly JudgedTone[]) => number,
  random: () => number,
  rounds = 300,
): readonly [number, number] => {
  const speakers = [...groupBy(judged, ({ speaker }) => speaker).values()];
  const values = Array.from({ length: rounds }, () =>
    figure(speakers.flatMap(() => speakers[Math.floor(random() * speakers.length)]!)),
  ).sort((a, b) => a - b);
  return [values[Math.floor(0.025 * rounds)]!, values[Math.floor(0.975 * rounds)]!];
};
