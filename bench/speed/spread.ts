import type { Cell, Column } from '../report/result.js';
import { quantile, sortedNumbers } from '../statistics/quantile.js';

/** Middle and slow end of some times, in their unit. */
export interface Spread {
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = sortedNumbers(values);
  return { n: sorted.length, p50: quantile(sorted, 0.5), p95: quantile(sorted, 0.95), p99: quantile(sorted, 0.99) };
};

/** Columns and cells of a spread; from few rounds p99 is little more than the slowest. */
export const spreadColumns = (unit: Column['unit']): readonly Column[] =>
  ['p50', 'p95', 'p99'].map((title) => ({ title, unit }));

export const spreadCells = ({ p50, p95, p99 }: Spread): readonly Cell[] => [p50, p95, p99];

/** Median of the values over the median of the others. */
export const ratioOfMedians = (values: readonly number[], others: readonly number[]): number =>
  spreadOf(values).p50 / spreadOf(others).p50;
