import type { Figure } from '../statistics/figure.js';
import { type BenchResult, RESULT_SCHEMA } from './result.js';

const figure = (value: number): Figure => ({
  value,
  low: Math.max(0, value - 0.05),
  high: Math.min(1, value + 0.05),
  n: 200,
  hits: Math.round(200 * value),
  speakers: 17,
  method: 'speaker_bootstrap',
});

const none: Figure = { value: 0, low: 0, high: 0.03, n: 300, hits: 0, speakers: 15, method: 'rule_of_three' };

/** One of every block, with text that must be escaped. */
export const SAMPLE_RESULT: BenchResult = {
  schema: RESULT_SCHEMA,
  bench: 'verdicts',
  meta: {
    hesheng: '0.1.0',
    commit: 'a'.repeat(40),
    normaliser: 'hesheng-text/1',
    date: '2026-01-02T03:04:05.000Z',
    command: 'hesheng bench verdicts --data "<x>"',
    seed: 1,
    machine: { cpu: 'Some & Other CPU', cores: 2, memoryMib: 4096, node: 'v20' },
  },
  datasets: [
    { name: 'read', sha256: 'b'.repeat(64), readings: 200, speakers: 17, hours: 0.25, voice: 'human', trainedOn: true },
    {
      name: 'spoken',
      sha256: 'c'.repeat(64),
      readings: 3,
      speakers: 1,
      hours: null,
      voice: 'synthetic',
      trainedOn: false,
    },
  ],
  systems: [
    {
      id: 'default/1',
      models: [{ role: 'asr', id: 'phones', sha256: 'd'.repeat(64) }],
      policy: { id: 'default', version: 1, sha256: 'e'.repeat(64) },
    },
  ],
  sections: [
    {
      id: 'rates',
      title: 'Rates by <accent>',
      voice: 'human',
      note: 'A "note" & more',
      blocks: [
        {
          type: 'table',
          title: 'Verdicts',
          columns: [
            { title: 'Clause', unit: 'text' },
            { title: 'Pass', unit: 'share' },
            { title: 'Took', unit: 'ms' },
          ],
          rows: [
            ['不 dropped <script>alert(1)</script>', none, 1234.5],
            ['as it is', figure(0.92), null],
          ],
          note: 'See docs',
        },
        {
          type: 'line',
          title: 'Selective risk',
          x: { title: 'False passes', unit: 'share', scale: 'log' },
          y: { title: 'Honest passes', unit: 'share' },
          series: [
            {
              name: 'both',
              points: [
                { x: 0, y: 0.9, low: 0.85, high: 0.95 },
                { x: 0.01, y: 0.95 },
                { x: 0.1, y: 0.99 },
              ],
            },
            {
              name: 'text only',
              steps: true,
              points: [
                { x: 0.01, y: 0.4 },
                { x: 0.02, y: 0.5 },
              ],
            },
          ],
        },
        {
          type: 'line',
          title: 'Detection error trade-off',
          x: { title: 'False accepts', unit: 'share', scale: 'probit' },
          y: { title: 'False rejects', unit: 'share', scale: 'probit' },
          series: [
            {
              name: 'voice',
              marksOnly: true,
              points: [
                { x: 0.001, y: 0.5 },
                { x: 0.4, y: 0.002 },
              ],
            },
          ],
          note: 'Normal quantiles',
        },
        {
          type: 'bar',
          title: 'Honest passes',
          value: { title: 'Pass', unit: 'share' },
          bars: [
            { label: '四川 & 重庆', figure: figure(0.6) },
            { label: 'one speaker', figure: { value: 0.5, low: null, high: null, n: 2, method: 'none' } },
          ],
        },
        {
          type: 'heat',
          title: 'Confusions',
          rowTitle: 'said',
          columnTitle: 'heard',
          rows: ['n', 'l'],
          columns: ['n', 'l'],
          values: [
            [null, 12],
            [3, 0],
          ],
          unit: 'count',
        },
        {
          type: 'audio',
          title: 'Worst utterances',
          note: 'Three of many',
          items: [
            { title: 'read/a.flac', lines: ['said 好<b>', 'heard hao'], source: 'data:audio/ogg;base64,T2dnUw==' },
            { title: 'read/b.flac', lines: [], source: null },
            { title: 'read/c.flac', lines: [], source: 'https://example.com/x.ogg' },
          ],
        },
      ],
    },
    { id: 'time', title: 'Time', voice: 'none', blocks: [] },
  ],
  trials: [],
};
