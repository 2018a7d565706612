import type { VerdictName } from '../../src/verdict/verdict.js';

export type Counts = Readonly<Record<VerdictName, number>>;

export const countVerdicts = (verdicts: readonly VerdictName[]): Counts => {
  const counts = { pass: 0, review: 0, fail: 0 };
  for (const verdict of verdicts) counts[verdict]++;
  return counts;
};

const Z95 = 1.959964;

/** Wilson score interval of a proportion at 95 %, as shares (Wilson 1927). */
export const wilson = (hits: number, trials: number): readonly [number, number] => {
  if (trials === 0) return [0, 1];
  const share = hits / trials;
  const denominator = 1 + Z95 ** 2 / trials;
  const centre = (share + Z95 ** 2 / (2 * trials)) / denominator;
  const half = (Z95 / denominator) * Math.sqrt((share * (1 - share)) / trials + Z95 ** 2 / (4 * trials ** 2));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
};

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** One line: how many, how they were judged, share of passes with its interval. */
export const tallyLine = (name: string, verdicts: readonly VerdictName[]): string => {
  const { pass, review, fail } = countVerdicts(verdicts);
  const [low, high] = wilson(pass, verdicts.length);
  const cells = [
    String(verdicts.length).padStart(5),
    `pass ${pass}`.padStart(9),
    `review ${review}`.padStart(11),
    `fail ${fail}`.padStart(9),
  ];
  return `${name.padEnd(34)}${cells.join('')}   pass ${percent(pass / Math.max(1, verdicts.length))} [${percent(low)}, ${percent(high)}]`;
};
