import { scaleLinear, scaleLog } from 'd3-scale';
import jStat from 'jstat';
import { formatTick } from '../format.js';
import type { Axis } from '../result.js';

/** Places of values along an axis, in pixels, and where it has marks. */
export interface Scale {
  readonly place: (value: number) => number;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

const PROBIT_TICKS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 0.99];
const LEAST_SHARE = 5e-4;

const probit = (share: number): number =>
  jStat.normal.inv(Math.min(1 - LEAST_SHARE, Math.max(LEAST_SHARE, share)), 0, 1);

const extent = (values: readonly number[]): readonly [number, number] => {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return [0, 1];
  return [Math.min(...finite), Math.max(...finite)];
};

const linear = (axis: Axis, values: readonly number[], range: readonly [number, number], ticks: number): Scale => {
  const [least, most] = extent(values);
  const padding = least === most ? Math.abs(least) * 0.1 || 1 : 0;
  const scale = scaleLinear([least - padding, most + padding], [...range]).nice(ticks);
  return {
    place: scale,
    ticks: scale.ticks(ticks).map((value) => ({ at: scale(value), label: formatTick(value, axis.unit) })),
  };
};

const logarithmic = (axis: Axis, values: readonly number[], range: readonly [number, number]): Scale => {
  const positive = values.filter((value) => value > 0);
  const [least, most] = positive.length > 0 ? extent(positive) : [1, 1];
  // Zero has no place on such an axis: it is drawn at the lower end.
  const floor = positive.length < values.length ? least / 3 : least;
  const scale = scaleLog([floor, Math.max(most, floor * 10)], [...range]);
  return {
    place: (value) => scale(Math.max(value, floor)),
    ticks: scale
      .ticks(4)
      .filter((value) => Number.isInteger(Math.log10(value) + 1e-9) || Math.abs(Math.log10(value) % 1) < 1e-9)
      .map((value) => ({ at: scale(value), label: formatTick(value, axis.unit) })),
  };
};

const normalQuantile = (axis: Axis, values: readonly number[], range: readonly [number, number]): Scale => {
  const [least, most] = extent(values.map(probit));
  const scale = scaleLinear([least, least === most ? most + 1 : most], [...range]);
  const ticks = PROBIT_TICKS.filter((share) => probit(share) >= least && probit(share) <= most);
  return {
    place: (value) => scale(probit(value)),
    ticks: ticks.map((share) => ({ at: scale(probit(share)), label: formatTick(share, axis.unit) })),
  };
};

/** The scale that an axis asks for, over the values that must fit. */
export const axisScale = (
  axis: Axis,
  values: readonly number[],
  range: readonly [number, number],
  ticks = 5,
): Scale => {
  if (axis.scale === 'log') return logarithmic(axis, values, range);
  if (axis.scale === 'probit') return normalQuantile(axis, values, range);
  return linear(axis, values, range, ticks);
};
