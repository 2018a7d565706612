import t from 'tap';
import { reasonTable, thresholdTable } from './documentation.js';
import { POLICY } from './honest-reading.fixture.js';
import { THRESHOLD_FIELDS } from './policy-schema.js';
import { REASON_CODES } from './reason.js';

const cellsOf = (markdown: string): readonly number[] =>
  markdown
    .trimEnd()
    .split('\n')
    .map((line) => line.split('|').length);

t.test('every threshold and every reason has one row of as many cells as the head', async (t) => {
  const tables = [thresholdTable(POLICY), reasonTable()] as const;
  for (const markdown of tables) t.equal(new Set(cellsOf(markdown)).size, 1);
  t.equal(cellsOf(tables[0]).length, THRESHOLD_FIELDS.length + 2);
  t.equal(cellsOf(tables[1]).length, REASON_CODES.length + 2);
  t.match(tables[0], '| `editPass` | 0.35 | cost | 0 to 2 |');
});
