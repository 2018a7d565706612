/**
 * Bets against a rate: share of the capital staked on the highest safe bet, and how the first unit of money is split. Full
 * stakes win most when no unit errs, smaller ones survive units that do.
 */
const STAKES = [
  { stake: 1, share: 0.9 },
  { stake: 0.75, share: 0.06 },
  { stake: 0.4, share: 0.03 },
  { stake: 0.1, share: 0.01 },
] as const;

/**
 * What one unit of money has become after betting, unit by unit, that the mean is below `rate`: sum over stakes of
 * share * prod(1 + stake / (1 - rate) * (rate - x)). When the mean is `rate` or more it is not expected to grow, so it
 * exceeds 1 / alpha with probability at most alpha (Markov). Grows with `rate`.
 */
const capital = (values: readonly number[], rate: number): number =>
  STAKES.reduce(
    (total, { stake, share }) =>
      total + share * values.reduce((money, x) => money * (1 + (stake / (1 - rate)) * (rate - x)), 1),
    0,
  );

/** True when the mean of the population behind these independent values, each 0 to 1, is below `rate` at this confidence. */
export const meanIsBelow = (values: readonly number[], rate: number, confidence: number): boolean =>
  rate >= 1 || capital(values, rate) >= 1 / (1 - confidence);

/** A bound is known to one part in a million. */
const HALVINGS = 20;

/**
 * Upper confidence limit on the mean of independent values in 0 to 1, exact at every sample size: the smallest rate that
 * the bets refute (Waudby-Smith and Ramdas 2024, "Estimating means of bounded random variables by betting"). About 3.1 / n at
 * 95 % when all are 0, where Clopper-Pearson gives 3.0 / n; unlike it this also takes shares.
 */
export const meanUpperBound = (values: readonly number[], confidence: number): number => {
  let [low, high] = [0, 1];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (meanIsBelow(values, middle, confidence)) high = middle;
    else low = middle;
  }
  return high;
};

/** How many independent units state this bound when all but those of `erring` (their values, 0 to 1) are without error. */
export const unitsNeeded = (bound: number, confidence: number, erring: readonly number[] = []): number => {
  const enough = (count: number) =>
    count >= erring.length &&
    meanIsBelow([...erring, ...new Array<number>(count - erring.length).fill(0)], bound, confidence);
  let high = 1;
  while (!enough(high)) high *= 2;
  let low = high >> 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
};
