import t from 'tap';
import { greedyPhones } from './greedy-phones.js';
import { toPosteriors } from './synthetic-speech.fixture.js';

t.test('equal neighbours are one phone, blanks none, and a blank parts two', async (t) => {
  t.same(greedyPhones(toPosteriors([0, 3, 3, 0, 3, 7, 0])), [
    { label: 3, start: 1, end: 3 },
    { label: 3, start: 4, end: 5 },
    { label: 7, start: 5, end: 6 },
  ]);
  t.same(greedyPhones(toPosteriors([0, 0])), []);
  t.same(greedyPhones(toPosteriors([])), []);
});
