import { formatNumber } from '../format.js';
import type { HeatMap } from '../result.js';
import { escapeHtml } from './escape.js';

const CELL = 18;
const LEFT = 56;
const TOP = 44;

/** The drawing of a heat map, without its table: the darker, the greater; its own values are on hovering. */
export const heatMapSvg = ({ title, rows, columns, values, unit, rowTitle, columnTitle }: HeatMap): string => {
  const most = Math.max(0, ...values.flat().map((value) => value ?? 0));
  const cells = rows.flatMap((row, i) =>
    columns.map((column, j) => {
      const value = values[i]?.[j] ?? null;
      if (value === null || value === 0) return '';
      // The square root keeps rare confusions visible.
      const strength = Math.sqrt(value / most).toFixed(3);
      return `<rect x="${LEFT + j * CELL}" y="${TOP + i * CELL}" width="${CELL - 1}" height="${CELL - 1}" fill-opacity="${strength}"><title>${escapeHtml(`${row} → ${column}: ${formatNumber(value, unit)}`)}</title></rect>`;
    }),
  );
  const rowNames = rows.map(
    (row, i) => `<text x="${LEFT - 5}" y="${TOP + i * CELL + 13}" text-anchor="end">${escapeHtml(row)}</text>`,
  );
  const columnNames = columns.map(
    (column, j) =>
      `<text transform="translate(${LEFT + j * CELL + 12} ${TOP - 5}) rotate(-60)">${escapeHtml(column)}</text>`,
  );
  const [width, height] = [LEFT + columns.length * CELL + 24, TOP + rows.length * CELL + 4];
  const legend = `<p class="note">Rows: ${escapeHtml(rowTitle)}; columns: ${escapeHtml(columnTitle)}.</p>`;
  return `<div class="scroll" role="group" aria-label="${escapeHtml(title)}" tabindex="0"><svg class="heat" style="min-width:${width}px;max-width:${width}px" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(title)}">${rowNames.join('')}${columnNames.join('')}${cells.join('')}</svg></div>${legend}`;
};
