/** Nobody misses e^-25 of the largest: of 25,000 tokens it makes 3e-7, less than single precision tells. */
const NEGLIGIBLE = -25;
/** Rows of networks with 8-bit weights sum to one within rounding of single precision. */
const SUM_TOLERANCE = 0.01;

/** Sum of e^(value - top) over a row; NaN when the row holds NaN. */
const sumOfRow = (values: Float32Array, from: number, to: number, top: number): number => {
  let sum = 0;
  for (let at = from; at < to; at++) {
    const below = values[at]! - top;
    if (!(below < NEGLIGIBLE)) sum += Math.exp(below);
  }
  return sum;
};

const topOfRow = (values: Float32Array, from: number, to: number): number => {
  let top = Number.NEGATIVE_INFINITY;
  for (let at = from; at < to; at++) if (values[at]! > top) top = values[at]!;
  return top;
};

/**
 * Makes rows of scores natural log-probabilities, in place: x - log(sum e^x). Returns the first row for which there are none
 * (it holds NaN or an infinite score), or null.
 */
export const logSoftmaxRows = (values: Float32Array, width: number): number | null => {
  for (let from = 0; from < values.length; from += width) {
    const top = topOfRow(values, from, from + width);
    const norm = top + Math.log(sumOfRow(values, from, from + width, top));
    if (!Number.isFinite(norm)) return from / width;
    for (let at = from; at < from + width; at++) values[at] = values[at]! - norm;
  }
  return null;
};

/** The first row that is no distribution in natural logarithms, or null. */
export const faultyLogRow = (values: Float32Array, width: number): number | null => {
  for (let from = 0; from < values.length; from += width) {
    const sum = sumOfRow(values, from, from + width, 0);
    if (!(Math.abs(sum - 1) < SUM_TOLERANCE)) return from / width;
  }
  return null;
};
