/** Lower and upper end of what a figure may truly be. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Standard normal deviate that 97.5 % lie below. */
const Z = 1.959963984540054;

/** Wilson score interval of a proportion (Wilson 1927), 95 %, as shares; all of 0 to 1 without trials. */
export const wilson = (hits: number, trials: number): Interval => {
  if (!Number.isInteger(hits) || !Number.isInteger(trials) || hits < 0 || hits > trials) {
    throw new RangeError(`${hits} of ${trials} is no proportion`);
  }
  if (trials === 0) return { low: 0, high: 1 };
  const share = hits / trials;
  const denominator = 1 + Z ** 2 / trials;
  const centre = (share + Z ** 2 / (2 * trials)) / denominator;
  const half = (Z / denominator) * Math.sqrt((share * (1 - share)) / trials + Z ** 2 / (4 * trials ** 2));
  return { low: Math.max(0, Math.min(share, centre - half)), high: Math.min(1, Math.max(share, centre + half)) };
};
