import t from 'tap';
import { curveSection } from './curve-section.js';
import { speedSections } from './speed-sections.js';
import { ratioOfMedians, spreadCells } from './spread.js';

t.test('middle and slow end', async (t) => {
  const cells = spreadCells(Array.from({ length: 101 }, (_, at) => 100 - at));
  t.same(
    cells.map(({ value, n }) => [value, n]),
    [50, 95, 99].map((value) => [value, 101]),
  );
  for (const { value, low, high, method } of cells) {
    t.equal(method, 'round_bootstrap');
    t.ok(low! <= value! && value! <= high! && low! < high!, `${low} to ${high}`);
  }
  t.match(spreadCells([7]), [{ value: 7, low: null, high: null, method: 'none' }, {}, {}], 'one round says nothing');
  t.equal(ratioOfMedians([2, 4, 6], [1, 2, 3]), 2);
});

const time = (totalMs: number, audioMs = 10_000) => ({
  audioMs,
  totalMs,
  decodeMs: totalMs / 10,
  vadMs: totalMs / 10,
  asrMs: totalMs / 2,
  voiceMs: totalMs / 5,
  alignMs: totalMs / 10,
});

t.test('every time is told with what it is compared with', async (t) => {
  const [section] = speedSections(
    {
      recordings: [
        { name: 'long', warm: [time(1_500, 30_000)] },
        { name: 'short', warm: [time(500), time(600), time(700)] },
      ],
      cold: [{ startMs: 1_200, first: time(900) }],
      coldRecording: 'short',
      service: { warm: [{ wholeMs: 660, insideMs: 600 }], apiBytes: 2 ** 27, engineBytes: 2 ** 28 },
      serviceRecording: 'short',
    },
    '0.1',
  );
  const rows = (at: number) => {
    const block = section!.blocks[at];
    if (block?.type !== 'table') throw new Error('a table is expected');
    return block.rows;
  };
  t.match(rows(0), [
    ['short', 10, 3, { value: 0.06 }],
    ['long', 30, 1, { value: 0.05 }],
  ]);
  t.match(rows(1)[2], ['recognition', { value: 0.5 }]);
  t.match(rows(2), [
    ['engine start until ready', 2],
    ['first verification', 1.5],
    ['warm verification', 1],
  ]);
  t.match(rows(3)[0], ['as the caller waits', 1.1]);
  t.match(rows(3)[2], [/added/, 0.1]);
  t.same(rows(4), [
    ['API', 128],
    ['engine, all models loaded', 256],
  ]);
});

t.test('the curve compares the time of a character with that of the shortest clause', async (t) => {
  const row = (characters: number, wholeMs: number) => ({
    characters,
    tokens: characters,
    seconds: characters * 0.3,
    nearMisses: characters,
    accuracy: 1,
    wholeMs,
    textMs: wholeMs / 10,
    alignMs: wholeMs / 5,
    searchMs: wholeMs / 2,
    everythingMs: characters > 100 ? null : 2 * wholeMs,
    growthMib: 10,
  });
  const { blocks, voice } = curveSection([row(60, 30), row(600, 600)]);
  t.equal(voice, 'none');
  const [line, table] = blocks;
  if (line?.type !== 'line' || table?.type !== 'table') throw new Error('a chart and a table are expected');
  t.same(line.series[0]?.points, [
    { x: 60, y: 30 },
    { x: 600, y: 600 },
  ]);
  t.same(
    table.rows.map((cells) => [cells[4], cells[5]]),
    [
      [1, 60],
      [2, null],
    ],
  );
});
