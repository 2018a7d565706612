import type { Figure, IntervalMethod } from '../statistics/figure.js';
import type { Cell, Unit } from './result.js';

const NOTHING = '–';

/** Digits that a share needs to tell small ones apart: 0.04 %, 1.5 %, 97.2 %. */
const percent = (share: number): string => {
  const value = 100 * share;
  const digits = value !== 0 && Math.abs(value) < 1 ? 2 : 1;
  return `${value.toFixed(digits)} %`;
};

const grouped = (value: number): string => value.toLocaleString('en-GB', { maximumFractionDigits: 0 });

/** A number as people read it; the unit is in the heading, save for percent. */
export const formatNumber = (value: number | null, unit: Unit): string => {
  if (value === null || !Number.isFinite(value)) return NOTHING;
  switch (unit) {
    case 'share':
      return percent(value);
    case 'count':
    case 'ms':
      return grouped(value);
    case 'MiB':
      return value.toFixed(0);
    case 'nats':
      return value.toFixed(2);
    default:
      return Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3);
  }
};

/** The same at a mark of an axis, where a round number needs no decimals. */
export const formatTick = (value: number, unit: Unit): string => {
  if (unit === 'share') return `${Number((100 * value).toPrecision(6))} %`;
  return Number.isInteger(value) ? value.toLocaleString('en-GB') : String(Number(value.toPrecision(6)));
};

/** `97.2 % [95.0 %, 98.4 %]`, and the count behind it. */
export const formatFigure = (figure: Figure, unit: Unit): string => {
  const value = formatNumber(figure.value, unit);
  if (figure.low === null || figure.high === null) return value;
  return `${value} [${formatNumber(figure.low, unit)}, ${formatNumber(figure.high, unit)}]`;
};

export const isFigure = (cell: Cell): cell is Figure => typeof cell === 'object' && cell !== null;

export const formatCell = (cell: Cell, unit: Unit): string => {
  if (cell === null) return NOTHING;
  if (typeof cell === 'string') return cell;
  return isFigure(cell) ? formatFigure(cell, unit) : formatNumber(cell, unit);
};

export const unitTitle = (title: string, unit: Unit): string =>
  ['ms', 's', 'nats', 'MiB'].includes(unit) ? `${title} (${unit})` : title;

const METHODS: Readonly<Record<IntervalMethod, string>> = {
  speaker_bootstrap: '95 % bootstrap interval, resampled by speaker',
  scene_bootstrap: '95 % bootstrap interval, resampled by scene',
  round_bootstrap: '95 % bootstrap interval, rounds resampled',
  wilson: 'Wilson interval (one speaker, so none over speakers)',
  clopper_pearson: 'exact interval (Clopper-Pearson)',
  rule_of_three: 'rule of three: all trials came out alike, so the bound is 3 / independent trials',
  rule_of_three_speakers: '3 / speakers: the bound if only speakers count as independent',
  none: 'too little data for an interval',
};

/** How the intervals of some cells were made: one line for each way that occurs. */
export const intervalNotes = (cells: readonly Cell[]): readonly string[] => {
  const methods = new Set(
    cells
      .filter(isFigure)
      .filter(({ value }) => value !== null)
      .map(({ method }) => method),
  );
  return [...methods].map((method) => METHODS[method]);
};
