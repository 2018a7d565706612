import { formatCell, formatNumber, intervalNotes, isFigure, unitTitle } from '../format.js';
import type { Cell, Table, Unit } from '../result.js';
import { escapeHtml } from './escape.js';

/** Value large, interval small under it; the count behind it on hovering. */
const cellHtml = (cell: Cell, unit: Unit): string => {
  if (!isFigure(cell) || cell.low === null || cell.high === null) return escapeHtml(formatCell(cell, unit));
  const hits = cell.hits === undefined ? '' : `${cell.hits} of `;
  const people = cell.speakers === undefined ? '' : `, ${cell.speakers} speakers`;
  const interval = `${formatNumber(cell.low, unit)} – ${formatNumber(cell.high, unit)}`;
  return `<span title="${hits}${cell.n}${people}">${escapeHtml(formatNumber(cell.value, unit))}</span> <small>${escapeHtml(interval)}</small>`;
};

const rowHtml = (row: readonly Cell[], { columns }: Table): string => {
  const cells = columns.map(({ unit }, at) => {
    const text = cellHtml(row[at] ?? null, unit);
    if (at === 0) return `<th scope="row">${text}</th>`;
    return `<td${unit === 'text' ? '' : ' class="n"'}>${text}</td>`;
  });
  return `<tr>${cells.join('')}</tr>`;
};

const notesOf = (table: Table): readonly string[] => {
  const intervals = intervalNotes(table.rows.flat());
  return [
    ...(intervals.length > 0 ? [`Intervals: ${intervals.join('; ')}.`] : []),
    ...(table.note ? [table.note] : []),
  ];
};

export const notesHtml = (notes: readonly string[]): string =>
  notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('');

/** The table itself, in a box of its own that scrolls sideways on a narrow screen. */
export const bareTable = (table: Table): string => {
  const head = table.columns.map(
    ({ title, unit }) =>
      `<th scope="col"${unit === 'text' ? '' : ' class="n"'}>${escapeHtml(unitTitle(title, unit))}</th>`,
  );
  const body = table.rows.map((row) => rowHtml(row, table));
  const name = escapeHtml(table.title);
  return `<div class="scroll" role="group" aria-label="${name}" tabindex="0"><table><thead><tr>${head.join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table></div>`;
};

export const tableHtml = (table: Table): string =>
  `<h3>${escapeHtml(table.title)}</h3>${table.rows.length === 0 ? '<p>None.</p>' : bareTable(table)}${notesHtml(notesOf(table))}`;
