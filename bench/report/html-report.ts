import { chartTable } from './chart-table.js';
import { intervalNotes } from './format.js';
import { audioListHtml } from './html/audio-list.js';
import { barChartSvg } from './html/bar-chart.js';
import { elementId, escapeHtml } from './html/escape.js';
import { heatMapSvg } from './html/heat-map.js';
import { lineChartSvg } from './html/line-chart.js';
import { STYLE } from './html/style.js';
import { bareTable, notesHtml, tableHtml } from './html/table-html.js';
import type { BarChart, BenchResult, Block, HeatMap, LineChart, Section, Table } from './result.js';

const drawing = (chart: LineChart | BarChart | HeatMap): string => {
  switch (chart.type) {
    case 'line':
      return lineChartSvg(chart);
    case 'bar':
      return barChartSvg(chart);
    case 'heat':
      return heatMapSvg(chart);
  }
};

const chartHtml = (chart: LineChart | BarChart | HeatMap): string => {
  const table = chartTable(chart);
  const notes = [...intervalNotes(table.rows.flat()), ...(chart.note ? [chart.note] : [])];
  return `<h3>${escapeHtml(chart.title)}</h3><figure>${drawing(chart)}</figure>${notesHtml(notes)}<details><summary>The numbers of this chart</summary>${bareTable(table)}</details>`;
};

const blockHtml = (block: Block): string => {
  if (block.type === 'table') return tableHtml(block);
  return block.type === 'audio' ? audioListHtml(block) : chartHtml(block);
};

const VOICES = { human: 'human voices', synthetic: 'synthetic voices', none: '' } as const;

const voiceTag = (voice: Section['voice']): string =>
  voice === 'none' ? '' : ` <span class="tag ${voice}">${VOICES[voice]}</span>`;

const sectionHtml = ({ id, title, voice, note, blocks }: Section): string =>
  `<section id="${elementId(id)}" aria-labelledby="${elementId(id)}-h"><h2 id="${elementId(id)}-h">${escapeHtml(title)}${voiceTag(voice)}</h2>${notesHtml(note ? [note] : [])}${blocks.map(blockHtml).join('\n')}</section>`;

const datasetTable = ({ datasets }: BenchResult): Table => ({
  type: 'table',
  title: 'Data',
  columns: [
    { title: 'Data set', unit: 'text' },
    { title: 'Voices', unit: 'text' },
    { title: 'Readings', unit: 'count' },
    { title: 'Speakers', unit: 'count' },
    { title: 'Hours', unit: 'number' },
    { title: 'In training', unit: 'text' },
    { title: 'SHA-256 of the manifest', unit: 'text' },
  ],
  rows: datasets.map((one) => [
    one.name,
    one.voice,
    one.readings,
    one.speakers,
    one.hours,
    one.trainedOn ? 'YES: the models were trained on it' : 'no',
    one.sha256.slice(0, 16),
  ]),
});

const systemTable = ({ systems }: BenchResult): Table => ({
  type: 'table',
  title: 'Systems',
  columns: ['System', 'Policy', 'SHA-256 of the policy', 'Models'].map((title) => ({ title, unit: 'text' as const })),
  rows: systems.map(({ id, policy, models }) => [
    id,
    policy === null ? 'none' : `${policy.id}/${policy.version}`,
    policy === null ? '' : policy.sha256.slice(0, 16),
    models.map((it) => `${it.role}: ${it.id} ${it.sha256.slice(0, 8)}`).join(', '),
  ]),
});

const metaHtml = ({ meta }: BenchResult): string => {
  const { machine } = meta;
  const facts: readonly (readonly [string, string])[] = [
    [
      'Hesheng',
      `${meta.hesheng}${meta.commit === null ? '' : `, commit ${meta.commit.slice(0, 12)}`}, ${meta.normaliser}`,
    ],
    ['Machine', `${machine.cores} x ${machine.cpu}, ${machine.memoryMib} MiB, Node ${machine.node}`],
    ['Command', meta.command],
    ['Seed', String(meta.seed)],
  ];
  return `<dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${name === 'Command' ? `<code>${escapeHtml(value)}</code>` : escapeHtml(value)}</dd>`).join('')}</dl>`;
};

const originHtml = (result: BenchResult): string =>
  `<section id="origin" aria-labelledby="origin-h"><h2 id="origin-h">What was measured, on what</h2>${metaHtml(result)}${result.datasets.length > 0 ? tableHtml(datasetTable(result)) : ''}${result.systems.length > 0 ? tableHtml(systemTable(result)) : ''}</section>`;

/** One file that holds everything: no script, nothing fetched, readable on a telephone, light or dark, and in print. */
export const htmlReport = (result: BenchResult): string => {
  const title = `Hesheng bench: ${result.bench}`;
  const links = [
    ...result.sections.map(({ id, title: name }) => [elementId(id), name] as const),
    ['origin', 'Data and systems'] as const,
  ];
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>`,
    `<header><h1>${escapeHtml(title)}</h1><p class="meta">${escapeHtml(result.meta.date)}</p>`,
    `<nav aria-label="Sections"><ul>${links.map(([id, name]) => `<li><a href="#${id}">${escapeHtml(name)}</a></li>`).join('')}</ul></nav></header>`,
    `<main>${result.sections.map(sectionHtml).join('\n')}${originHtml(result)}</main>`,
    '<footer>Recordings of people may be in this file: keep it as carefully as them.</footer></body></html>',
    '',
  ].join('\n');
};
