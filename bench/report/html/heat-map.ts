import { formatFigure, formatNumber, isFigure } from '../format.js';
import type { HeatMap } from '../result.js';
import { escapeHtml } from './escape.js';

const CELL = 18;
/** Room for names, px: at least, and for each letter of the longest; columns' names are written steeply. */
const NAMES = { left: 56, top: 44, letter: 5.8 } as const;

type Value = HeatMap['values'][number][number];

const numberOf = (value: Value): number => (isFigure(value) ? value.value : value) ?? 0;

/** Width of a name in letters; a Chinese character takes two. */
const lettersOf = (name: string): number =>
  Array.from(name).reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0);

const roomFor = (names: readonly string[], least: number, steepness: number): number =>
  Math.max(least, ...names.map((name) => Math.ceil(lettersOf(name) * NAMES.letter * steepness) + 12));

/** The drawing of a heat map, without its table: the darker, the greater; its own values are on hovering. */
export const heatMapSvg = ({ title, rows, columns, values, unit, rowTitle, columnTitle }: HeatMap): string => {
  const [left, top] = [roomFor(rows, NAMES.left, 1), roomFor(columns, NAMES.top, 0.87)];
  const all = values.flat();
  const most = all.some(isFigure) ? 1 : Math.max(0, ...all.map((value) => numberOf(value)));
  const cells = rows.flatMap((row, i) =>
    columns.map((column, j) => {
      const value = values[i]?.[j] ?? null;
      const number = numberOf(value);
      // A share of nothing was measured, and shows as a pale cell; counts of nothing are too many.
      if (value === null || (number === 0 && !isFigure(value))) return '';
      // The square root keeps rare confusions visible.
      const strength = Math.max(0.06, Math.sqrt(number / most)).toFixed(3);
      return `<rect x="${left + j * CELL}" y="${top + i * CELL}" width="${CELL - 1}" height="${CELL - 1}" fill-opacity="${strength}"><title>${escapeHtml(`${row} → ${column}: ${isFigure(value) ? formatFigure(value, unit) : formatNumber(value, unit)}`)}</title></rect>`;
    }),
  );
  const rowNames = rows.map(
    (row, i) => `<text x="${left - 5}" y="${top + i * CELL + 13}" text-anchor="end">${escapeHtml(row)}</text>`,
  );
  const columnNames = columns.map(
    (column, j) =>
      `<text transform="translate(${left + j * CELL + 12} ${top - 5}) rotate(-60)">${escapeHtml(column)}</text>`,
  );
  const [width, height] = [
    left + columns.length * CELL + Math.max(24, Math.ceil(top / 1.7)),
    top + rows.length * CELL + 4,
  ];
  const legend = `<p class="note">Rows: ${escapeHtml(rowTitle)}; columns: ${escapeHtml(columnTitle)}.</p>`;
  return `<div class="scroll" role="group" aria-label="${escapeHtml(title)}" tabindex="0"><svg class="heat" style="min-width:${width}px;max-width:${width}px" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(title)}">${rowNames.join('')}${columnNames.join('')}${cells.join('')}</svg></div>${legend}`;
};
