import fc from 'fast-check';
import t from 'tap';
import { changedSpans } from './common-subsequence.js';

const changes = (before: string, after: string, closeness = 1): readonly string[] =>
  changedSpans(Array.from(before), Array.from(after), closeness).map(
    ({ beforeStart, beforeEnd, afterStart, afterEnd }) =>
      `${before.slice(beforeStart, beforeEnd)}>${after.slice(afterStart, afterEnd)}`,
  );

t.test('what was replaced, left out and added', async (t) => {
  t.same(changes('保证本金', '不保证本息'), ['>不', '金>息']);
  t.same(changes('abc', 'abc'), []);
  t.same(changes('', 'ab'), ['>ab']);
  t.same(changes('ab', ''), ['ab>']);
});

t.test('close changes are one', async (t) => {
  t.same(changes('a1b2c', 'a3b4c', 1), ['1>3', '2>4']);
  t.same(changes('a1b2c', 'a3b4c', 2), ['1b2>3b4']);
});

t.test('putting the changes into the old sequence gives the new one', async () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 });
  fc.assert(
    fc.property(words, words, fc.nat(3), (before, after, closeness) => {
      const made: string[] = [];
      let at = 0;
      for (const span of changedSpans(before, after, closeness)) {
        made.push(...before.slice(at, span.beforeStart), ...after.slice(span.afterStart, span.afterEnd));
        at = span.beforeEnd;
      }
      return [...made, ...before.slice(at)].join() === after.join();
    }),
    { seed: 52, numRuns: 300 },
  );
});
