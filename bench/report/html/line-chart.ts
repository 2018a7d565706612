import { curveLinear, curveStepAfter, line } from 'd3-shape';
import { unitTitle } from '../format.js';
import type { LineChart, Point, Series } from '../result.js';
import { escapeHtml } from './escape.js';
import { axisScale, type Scale } from './scale.js';

const WIDTH = 640;
const HEIGHT = 380;
/** Room for labels that are half as large again on a telephone. */
const MARGIN = { top: 44, right: 40, bottom: 64, left: 84 } as const;
/** Series colours there are in the style sheet; more series repeat them, with another dash. */
const COLOURS = 6;

const seriesClass = (at: number): string => `s${at % COLOURS}${at >= COLOURS ? ' dashed' : ''}`;

const axes = (x: Scale, y: Scale): string => {
  const [left, right] = [MARGIN.left, WIDTH - MARGIN.right];
  const bottom = HEIGHT - MARGIN.bottom;
  const vertical = x.ticks.map(
    ({ at, label }) =>
      `<line class="grid" x1="${at.toFixed(1)}" x2="${at.toFixed(1)}" y1="${MARGIN.top}" y2="${bottom}"/><text x="${at.toFixed(1)}" y="${bottom + 22}" text-anchor="middle">${escapeHtml(label)}</text>`,
  );
  const horizontal = y.ticks.map(
    ({ at, label }) =>
      `<line class="grid" x1="${left}" x2="${right}" y1="${at.toFixed(1)}" y2="${at.toFixed(1)}"/><text x="${left - 8}" y="${(at + 4).toFixed(1)}" text-anchor="end">${escapeHtml(label)}</text>`,
  );
  return [...vertical, ...horizontal].join('');
};

/** The name of the vertical axis stands above it, not along it: so it can be read without turning the head. */
const titles = ({ x, y }: LineChart): string =>
  `<text class="axis" x="${(MARGIN.left + WIDTH - MARGIN.right) / 2}" y="${HEIGHT - 12}" text-anchor="middle">${escapeHtml(unitTitle(x.title, x.unit))}</text>` +
  `<text class="axis" x="4" y="22">${escapeHtml(unitTitle(y.title, y.unit))}</text>`;

const whisker = (point: Point, x: Scale, y: Scale): string => {
  if (point.low === undefined || point.high === undefined) return '';
  const at = x.place(point.x).toFixed(1);
  return `<line class="whisker" x1="${at}" x2="${at}" y1="${y.place(point.low).toFixed(1)}" y2="${y.place(point.high).toFixed(1)}"/>`;
};

/** Points so many that marks would be a smear are drawn as a line only. */
const MAX_MARKS = 40;

const seriesSvg = ({ points, marksOnly, steps }: Series, at: number, x: Scale, y: Scale): string => {
  const path = line<Point>(
    (point) => x.place(point.x),
    (point) => y.place(point.y),
  ).curve(steps ? curveStepAfter : curveLinear)([...points]);
  const marks = points.length > MAX_MARKS ? [] : points;
  return [
    `<g class="${seriesClass(at)}">`,
    marksOnly || path === null ? '' : `<path d="${path}"/>`,
    ...marks.map((point) => whisker(point, x, y)),
    ...marks.map((it) => `<circle cx="${x.place(it.x).toFixed(1)}" cy="${y.place(it.y).toFixed(1)}" r="3.5"/>`),
    '</g>',
  ].join('');
};

const legend = (series: readonly Series[]): string => {
  if (series.length < 2) return '';
  const items = series.map(({ name }, at) => `<li class="${seriesClass(at)}"><i></i>${escapeHtml(name)}</li>`);
  return `<ul class="legend">${items.join('')}</ul>`;
};

/** The drawing of a line chart, without its table. */
export const lineChartSvg = (chart: LineChart): string => {
  const points = chart.series.flatMap((series) => series.points);
  const heights = points.flatMap(({ y, low, high }) => [y, low ?? y, high ?? y]);
  const x = axisScale(
    chart.x,
    points.map((point) => point.x),
    [MARGIN.left, WIDTH - MARGIN.right],
  );
  const y = axisScale(chart.y, heights, [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const drawn = chart.series.map((series, at) => seriesSvg(series, at, x, y));
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(chart.title)}">${axes(x, y)}${titles(chart)}${drawn.join('')}</svg>${legend(chart.series)}`;
};
