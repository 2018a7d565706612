import { sample } from '../seeded-random.js';

/** Two parts of one set that share no unit. */
export interface Parts<T> {
  readonly first: readonly T[];
  readonly second: readonly T[];
}

/**
 * Splits items so that all of one unit land on the same side; `share` of the units, rounded, go to the second part. The
 * order of the items does not matter. Throws RangeError when a side would be empty.
 */
export const splitByUnit = <T>(
  items: readonly T[],
  unitOf: (item: T) => string,
  share: number,
  random: () => number,
): Parts<T> => {
  const units = [...new Set(items.map(unitOf))].sort();
  const count = Math.round(units.length * share);
  if (count < 1 || count >= units.length) {
    throw new RangeError(`${units.length} cannot be split so that ${share} of them, and at least one, are set apart`);
  }
  const apart = new Set(sample(random, units, count));
  return {
    first: items.filter((item) => !apart.has(unitOf(item))),
    second: items.filter((item) => apart.has(unitOf(item))),
  };
};
