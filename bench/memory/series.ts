import { median } from '../statistics/quantile.js';

/** Resident memory after each request, in the order of the requests. */
export type MemorySeries = readonly number[];

/** Lowest of the `window` samples up to request `at`: between two collections garbage comes and goes, its floor does not. */
export const floorAt = (series: MemorySeries, at: number, window: number): number =>
  series.slice(Math.max(0, at - window), at).reduce((low, sample) => Math.min(low, sample));

/** Median floor of the last `points` over the floor at the first of them: 1 when memory is flat. */
export const growth = (floors: readonly number[], points: number): number => median(floors.slice(-points)) / floors[0]!;
