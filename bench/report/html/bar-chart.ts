import { formatNumber } from '../format.js';
import type { Bar, BarChart } from '../result.js';
import { escapeHtml } from './escape.js';
import { axisScale, type Scale } from './scale.js';

const WIDTH = 640;
const ROW = 42;
const LEFT = 8;
const RIGHT = 96;
const BOTTOM = 30;

/** Label above its bar, so that long and Chinese names have room on a telephone. */
const barSvg = ({ label, figure }: Bar, at: number, scale: Scale, unit: BarChart['value']['unit']): string => {
  const top = at * ROW;
  const zero = scale.place(0);
  const end = scale.place(figure.value ?? 0);
  const middle = (top + 29).toFixed(1);
  const interval =
    figure.low === null || figure.high === null
      ? ''
      : `<line class="whisker" x1="${scale.place(figure.low).toFixed(1)}" x2="${scale.place(figure.high).toFixed(1)}" y1="${middle}" y2="${middle}"/>`;
  return [
    `<text x="${LEFT}" y="${top + 18}">${escapeHtml(label)}</text>`,
    `<rect x="${Math.min(zero, end).toFixed(1)}" y="${top + 24}" width="${Math.abs(end - zero).toFixed(1)}" height="10" rx="2"/>`,
    interval,
    `<text x="${WIDTH - 4}" y="${top + 34}" text-anchor="end">${escapeHtml(formatNumber(figure.value, unit))}</text>`,
  ].join('');
};

/** The drawing of a bar chart, without its table. */
export const barChartSvg = ({ title, value, bars }: BarChart): string => {
  const values = bars.flatMap(({ figure }) => [figure.value ?? 0, figure.low ?? 0, figure.high ?? 0]);
  const scale = axisScale(value, [0, ...values], [LEFT, WIDTH - RIGHT]);
  const height = bars.length * ROW + BOTTOM;
  const ticks = scale.ticks.map(
    ({ at, label }) =>
      `<line class="grid" x1="${at.toFixed(1)}" x2="${at.toFixed(1)}" y1="0" y2="${height - BOTTOM + 4}"/><text x="${at.toFixed(1)}" y="${height - 6}" text-anchor="middle">${escapeHtml(label)}</text>`,
  );
  const drawn = bars.map((bar, at) => barSvg(bar, at, scale, value.unit));
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(title)}">${ticks.join('')}<g class="s0 bars">${drawn.join('')}</g></svg>`;
};
