import type { Column } from '../report/result.js';
import { type Figure, resampledFigure } from '../statistics/figure.js';
import { median, quantile, sortedNumbers } from '../statistics/quantile.js';

const SHARES = [0.5, 0.95, 0.99] as const;
const SEED = 1;

/** Columns of a spread; from few rounds p99 is little more than the slowest. */
export const spreadColumns = (unit: Column['unit']): readonly Column[] =>
  SHARES.map((share) => ({ title: `p${100 * share}`, unit }));

/** Middle and slow end of some times, in their unit; the intervals come from drawing the rounds again. */
export const spreadCells = (times: readonly number[]): readonly Figure[] =>
  SHARES.map((share) =>
    resampledFigure(times, (drawn) => quantile(sortedNumbers(drawn), share), 'round_bootstrap', { seed: SEED }),
  );

/** Median of the values over the median of the others. */
export const ratioOfMedians = (values: readonly number[], others: readonly number[]): number =>
  median(values) / median(others);
