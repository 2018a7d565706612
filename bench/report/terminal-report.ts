import { displayWidth } from '../../src/cli/display-width.js';
import { chartTable } from './chart-table.js';
import { formatCell, intervalNotes, unitTitle } from './format.js';
import type { BenchResult, Block, DatasetStamp, Section, Table } from './result.js';

/** Rows of a chart's numbers that a terminal shows; the HTML report has all. */
const MAX_ROWS = 40;

const padded = (text: string, width: number, right: boolean): string => {
  const gap = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return right ? gap + text : text + gap;
};

const rowsOf = ({ columns, rows }: Table): readonly string[] => {
  const cells = [
    columns.map(({ title, unit }) => unitTitle(title, unit)),
    ...rows.map((row) => columns.map(({ unit }, at) => formatCell(row[at] ?? null, unit))),
  ];
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => displayWidth(row[at]!))));
  return cells.map((row) =>
    `  ${row.map((cell, at) => padded(cell, widths[at]!, columns[at]!.unit !== 'text')).join('  ')}`.trimEnd(),
  );
};

/** A table as lines for a terminal, its notes below. */
export const tableLines = (table: Table): readonly string[] => {
  const shown = { ...table, rows: table.rows.slice(0, MAX_ROWS) };
  const hidden = table.rows.length - shown.rows.length;
  const notes = [...intervalNotes(table.rows.flat()), ...(table.note ? [table.note] : [])];
  return [
    '',
    table.title,
    ...rowsOf(shown),
    ...(hidden > 0 ? [`  and ${hidden} more rows, in --html and --out`] : []),
    ...notes.map((note) => `  (${note})`),
  ];
};

const blockLines = (block: Block): readonly string[] => {
  if (block.type === 'table') return tableLines(block);
  if (block.type === 'line') return ['', block.title, '  (a curve: see --html)'];
  if (block.type !== 'audio') return tableLines({ ...chartTable(block), ...(block.note ? { note: block.note } : {}) });
  return [
    '',
    block.title,
    ...block.items.flatMap(({ title, lines }) => [`  ${title}`, ...lines.map((it) => `    ${it}`)]),
  ];
};

const VOICES: Readonly<Record<Section['voice'], string>> = {
  human: 'human voices',
  synthetic: 'synthetic voices: plumbing, no accuracy',
  none: '',
};

const sectionLines = ({ title, voice, note, blocks }: Section): readonly string[] => [
  '',
  `== ${title}${voice === 'none' ? '' : ` (${VOICES[voice]})`}`,
  ...(note ? [note] : []),
  ...blocks.flatMap(blockLines),
];

const datasetLine = ({ name, readings, speakers, hours, voice, trainedOn, sha256 }: DatasetStamp): string =>
  [
    `data    ${name}: ${readings} readings, ${speakers} speakers`,
    hours === null ? '' : `, ${hours.toFixed(2)} h`,
    `, ${voice}${trainedOn ? ', THE MODELS WERE TRAINED ON IT' : ''}, ${sha256.slice(0, 12)}`,
  ].join('');

/** A result as lines for a terminal. */
export const terminalReport = ({ bench, meta, datasets, systems, sections }: BenchResult): readonly string[] => [
  `hesheng bench ${bench} · ${meta.hesheng}${meta.commit ? ` (${meta.commit.slice(0, 10)})` : ''} · ${meta.date}`,
  `machine ${meta.machine.cores} x ${meta.machine.cpu}, Node ${meta.machine.node}, seed ${meta.seed}`,
  ...datasets.map(datasetLine),
  ...systems.map(
    ({ id, models }) => `system  ${id}: ${models.map((it) => `${it.id} ${it.sha256.slice(0, 8)}`).join(', ')}`,
  ),
  ...sections.flatMap(sectionLines),
];
