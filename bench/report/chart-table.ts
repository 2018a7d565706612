import type { BarChart, HeatMap, LineChart, Table } from './result.js';

const fromLines = ({ title, x, y, series }: LineChart): Table => ({
  type: 'table',
  title,
  columns: [
    { title: 'Series', unit: 'text' },
    { title: x.title, unit: x.unit },
    { title: y.title, unit: y.unit },
    { title: 'low', unit: y.unit },
    { title: 'high', unit: y.unit },
  ],
  rows: series.flatMap(({ name, points }) => points.map((p) => [name, p.x, p.y, p.low ?? null, p.high ?? null])),
});

const fromBars = ({ title, value, bars }: BarChart): Table => ({
  type: 'table',
  title,
  columns: [
    { title: 'Bar', unit: 'text' },
    { title: value.title, unit: value.unit },
    { title: 'of', unit: 'count' },
  ],
  rows: bars.map(({ label, figure }) => [label, figure, figure.n]),
});

const fromHeat = ({ title, rowTitle, columnTitle, rows, columns, values, unit }: HeatMap): Table => ({
  type: 'table',
  title,
  columns: [
    { title: rowTitle, unit: 'text' },
    { title: columnTitle, unit: 'text' },
    { title: unit === 'share' ? 'share' : 'value', unit },
  ],
  rows: rows.flatMap((row, i) =>
    columns.flatMap((column, j) => {
      const value = values[i]?.[j] ?? null;
      // Counts of nothing are too many to list; a share of nothing has a bound.
      return value === null || value === 0 ? [] : [[row, column, value]];
    }),
  ),
});

/** The numbers that a chart draws. */
export const chartTable = (chart: LineChart | BarChart | HeatMap): Table => {
  switch (chart.type) {
    case 'line':
      return fromLines(chart);
    case 'bar':
      return fromBars(chart);
    case 'heat':
      return fromHeat(chart);
  }
};
