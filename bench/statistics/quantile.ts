/**
 * Quantile by linear interpolation between order statistics (Hyndman & Fan 1996, type 7). `sorted` ascending;
 * `share` 0 to 1; NaN when there are no values.
 */
export const quantile = (sorted: ArrayLike<number>, share: number): number => {
  if (sorted.length === 0) return Number.NaN;
  const at = Math.min(1, Math.max(0, share)) * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(sorted.length - 1, below + 1)]!;
  // Not low + weight * (high - low) when both are equal: infinities would give NaN.
  return low === high ? low : low + (at - below) * (high - low);
};

export const sortedNumbers = (values: Iterable<number>): Float64Array => Float64Array.from(values).sort();

export const median = (values: Iterable<number>): number => quantile(sortedNumbers(values), 0.5);
