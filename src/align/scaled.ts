/**
 * Probabilities as products of a number and a power of two, so that neither a long clause nor a wrong one falls out of a
 * double's range (2^-1022 to 2^1023): the value is `x * 2^(256 * units)`. Powers of two make every change of units exact.
 * Scaling in place of logarithms is Rabiner's (1989, "A tutorial on hidden Markov models", section V.A); units are kept for
 * every place of a clause and not for a frame alone, because at the same time one place may be e^-20,000 of another.
 */
export const UNIT_BITS = 256;
const UNIT_NATS = UNIT_BITS * Math.LN2;

export interface ScaledValues {
  readonly x: Float64Array;
  readonly units: Int32Array;
}

/** Less is 0 in a double, and so much is infinite. */
const LEAST_UNITS = -4;
const MOST_UNITS = 4;
const FACTORS = Float64Array.from(
  { length: MOST_UNITS - LEAST_UNITS + 1 },
  (_, i) => 2 ** (UNIT_BITS * (i + LEAST_UNITS)),
);

/** Factor that so many units are worth; 0 below what a double holds. */
export const unitFactor = (units: number): number =>
  units < LEAST_UNITS ? 0 : FACTORS[Math.min(units, MOST_UNITS) - LEAST_UNITS]!;

/** Natural logarithm of a scaled value; -Infinity of zero. */
export const logOf = (x: number, units: number): number => Math.log(x) + units * UNIT_NATS;

export const zeroValues = (length: number): ScaledValues => ({
  x: new Float64Array(length),
  units: new Int32Array(length),
});

/** Adds `x * 2^(256 * units)` to sum i, which is kept in the greater units of the two. */
export const addTo = (sums: ScaledValues, i: number, x: number, units: number): void => {
  if (x === 0) return;
  const before = sums.x[i]!;
  const apart = units - sums.units[i]!;
  if (apart === 0) sums.x[i] = before + x;
  else if (apart < 0 && before !== 0) sums.x[i] = before + x * unitFactor(apart);
  else {
    sums.x[i] = before === 0 ? x : before * unitFactor(-apart) + x;
    sums.units[i] = units;
  }
};
