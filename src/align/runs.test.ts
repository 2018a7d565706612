import t from 'tap';
import { extra, token } from '../verdict/honest-reading.fixture.js';
import { longestInsertion, longestRun } from './runs.js';

/** `.` clause token, `+` inserted, `r` repeat, `~` filler. */
const row = (marks: string) =>
  Array.from(marks, (mark) =>
    mark === '.' ? token('字') : extra(mark === '+' ? 'insertion' : mark === 'r' ? 'repeat' : 'filler'),
  );

t.test('the longest run of neighbours is counted', async (t) => {
  const even = (value: number) => value % 2 === 0;
  t.equal(longestRun([2, 4, 1, 6, 8, 10, 3], even), 3);
  t.equal(longestRun([], even), 0);
  t.equal(longestRun([1, 3], even), 0);
});

t.test('inserted syllables of one place add up, even around a single clause token', async (t) => {
  t.equal(longestInsertion(row('..++..+..')), 2);
  t.equal(longestInsertion(row('..++.+..')), 3, 'one clause token does not part them');
  t.equal(longestInsertion(row('+.+.+')), 3);
  t.equal(longestInsertion(row('++..+')), 2);
  t.equal(longestInsertion(row('...')), 0);
  t.equal(longestInsertion([]), 0);
});

t.test('repeats and fillers are not inserted speech', async (t) => {
  t.equal(longestInsertion(row('.rr~.')), 0);
  t.equal(longestInsertion(row('.+~+.')), 2, 'a filler between two does not part them');
});
