import fc from 'fast-check';
import t from 'tap';
import { asPhones, asSyllable, spokenReference } from './spoken-reference.js';
import { addCounts, alignSymbols, countSteps, errorRate, errorsOf } from './symbol-alignment.js';

const symbols = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });
const counts = (said: readonly string[], heard: readonly string[]) => countSteps(alignSymbols({ all: said }, heard));

t.test('counts add up, and the alignment spells both sides', async () => {
  fc.assert(
    fc.property(symbols, symbols, (said, heard) => {
      const steps = alignSymbols({ all: said }, heard);
      const found = countSteps(steps);
      return (
        steps.flatMap((step) => step.said ?? []).join('') === said.join('') &&
        steps.flatMap((step) => step.heard ?? []).join('') === heard.join('') &&
        found.n === said.length &&
        found.c + found.s + found.d === found.n &&
        found.c + found.s + found.i === heard.length
      );
    }),
  );
});

t.test('errors are a distance: none for equals, the same both ways, no shorter way round', async () => {
  fc.assert(
    fc.property(symbols, symbols, symbols, (a, b, c) => {
      const apart = (x: readonly string[], y: readonly string[]) => errorsOf(counts(x, y));
      return apart(a, a) === 0 && apart(a, b) === apart(b, a) && apart(a, c) <= apart(a, b) + apart(b, c);
    }),
  );
});

t.test('of several ways to say it the nearest counts, and another way never makes it worse', async (t) => {
  const polyphone = { all: ['a', { any: ['b', { all: ['c', 'c'] }] }] };
  t.match(countSteps(alignSymbols(polyphone, ['a', 'c', 'c'])), { n: 3, c: 3, s: 0 });
  fc.assert(
    fc.property(symbols, symbols, symbols, (one, other, heard) => {
      const both = errorsOf(countSteps(alignSymbols({ any: [{ all: one }, { all: other }] }, heard)));
      return both === Math.min(errorsOf(counts(one, heard)), errorsOf(counts(other, heard)));
    }),
  );
});

t.test('nothing heard is all deletions; nothing said has no rate', async (t) => {
  t.match(counts(['a', 'b'], []), { n: 2, d: 2 });
  t.equal(errorRate(counts(['a', 'b'], [])), 1);
  t.ok(Number.isNaN(errorRate(counts([], ['a']))));
  t.match(addCounts([counts(['a'], ['b']), counts(['a'], ['a', 'a'])]), { n: 2, c: 1, s: 1, i: 1 });
});

t.test('a transcript stands for every legal reading of it', async (t) => {
  const errors = (transcript: string, heard: string) => {
    return errorsOf(countSteps(alignSymbols(spokenReference(transcript, asSyllable), heard.split(' '))));
  };
  t.equal(errors('200万', 'liang bai wan'), 0);
  t.equal(errors('200万', 'er bai wan'), 0);
  t.equal(errors('200万', 'san bai wan'), 1);
  t.equal(errors('大厦', 'da sha'), 0);
  t.equal(errors('大厦', 'da xia'), 0);
});

t.test('a syllable is its phones, the initial first', async (t) => {
  const tokens = [{ any: [{ all: ['h', 'ao'] }] }, { any: [{ all: ['er'] }, { all: [] }] }];
  t.same(spokenReference('好儿', asPhones), { all: [{ any: [{ all: tokens }] }] });
});
