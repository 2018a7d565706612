import type { LineChart, Section, Table } from '../report/result.js';
import type { CurveRow } from './clause-score-curve.js';

const PARTS = [
  ['Both witnesses', ({ wholeMs }: CurveRow) => wholeMs],
  ['Spoken form', ({ textMs }: CurveRow) => textMs],
  ['Edit alignment', ({ alignMs }: CurveRow) => alignMs],
  ['Clause score', ({ searchMs }: CurveRow) => searchMs],
] as const;

const chart = (rows: readonly CurveRow[]): LineChart => ({
  type: 'line',
  title: 'Both witnesses over the length of the clause',
  x: { title: 'Characters', unit: 'count' },
  y: { title: 'Processor time', unit: 'ms' },
  series: PARTS.map(([name, of]) => ({ name, points: rows.map((row) => ({ x: row.characters, y: of(row) })) })),
});

const table = (rows: readonly CurveRow[]): Table => {
  const first = rows[0]!;
  return {
    type: 'table',
    title: 'Time and memory over the length of the clause',
    columns: [
      { title: 'Characters', unit: 'count' },
      { title: 'Recording', unit: 's' },
      { title: 'Near misses', unit: 'count' },
      { title: 'Both witnesses', unit: 'ms' },
      { title: 'A character, to the first', unit: 'ratio' },
      { title: 'A search without bands', unit: 'ms' },
      { title: 'Memory added', unit: 'MiB' },
    ],
    rows: rows.map((row) => [
      row.characters,
      row.seconds,
      row.nearMisses,
      row.wholeMs,
      row.wholeMs / row.characters / (first.wholeMs / first.characters),
      row.everythingMs,
      row.growthMib,
    ]),
    note: 'Medians of five rounds of processor time on one thread; memory is the most resident memory, garbage not yet collected included.',
  };
};

/** The curve of time and memory against the length of a clause. */
export const curveSection = (rows: readonly CurveRow[]): Section => ({
  id: 'length',
  title: 'Over the length of the clause',
  voice: 'none',
  note: 'Readings put together from recordings, at the pace of 2,000 characters in ten minutes; all of a judgement but the models.',
  blocks: [chart(rows), table(rows)],
});
