import fc from 'fast-check';
import t from 'tap';
import { alignEdits, type EditStep } from './edit-alignment.js';
import { isFiller } from './fillers.js';
import type { HeardSyllable } from './free-decode.js';
import { guideFrom } from './guide.js';
import { clauseToken } from './synthetic-speech.fixture.js';

const heard = (...places: readonly (readonly [number, number])[]): readonly HeardSyllable[] =>
  places.map(([start, end]) => ({ initial: 1, final: 30, start, end }));
const read = (token: number, at: number, again = false): EditStep => ({
  kind: 'heard',
  token,
  heard: at,
  cost: 0,
  pronunciation: 0,
  again,
});
const missing = (token: number): EditStep => ({ kind: 'missing', token });
const ranges = (...input: Parameters<typeof guideFrom>): readonly string[] => {
  const { first, last } = guideFrom(...input);
  return Array.from(first, (frame, k) => `${frame}-${last[k]}`);
};

t.test('a boundary lies between the end of the token before and the beginning of the token after', async (t) => {
  t.same(ranges([read(0, 0), read(1, 1)], heard([5, 8], [20, 24]), 2, 40), ['0-5', '8-20', '24-40']);
});

t.test('missing tokens may lie anywhere in their gap', async (t) => {
  t.same(ranges([read(0, 0), missing(1), missing(2), read(3, 1)], heard([5, 8], [20, 24]), 4, 40), [
    '0-5',
    '8-20',
    '8-20',
    '8-20',
    '24-40',
  ]);
  t.same(ranges([missing(0), missing(1)], [], 2, 40), ['0-40', '0-40', '0-40']);
});

t.test('a page that is missing in minutes of silence is taken to be skipped at their beginning', async (t) => {
  const steps = [read(0, 0), ...Array.from({ length: 20 }, (_, k) => missing(k + 1)), read(21, 1)];
  const found = ranges(steps, heard([5, 8], [20_000, 20_004]), 22, 20_100);
  t.equal(found[1], '8-8');
  t.equal(found[10], '8-8');
  t.equal(found[21], '8-20000');
});

t.test('what was read twice has both its times, or the later one', async (t) => {
  const steps = [read(0, 0, true), read(1, 1, true), read(0, 2), read(1, 3)];
  const places = heard([5, 8], [10, 12], [25, 28], [30, 33]);
  t.same(ranges(steps, places, 2, 40), ['0-25', '8-30', '12-40']);
  t.same(ranges(steps, places, 2, 40, false), ['0-25', '28-30', '33-40']);
});

t.test('the ranges rise along the clause and hold every place at which a token was heard', async () => {
  const ways = ['ba', 'du', 'gei', 'zhao', 'a'];
  const some = (max: number) => fc.array(fc.nat(ways.length - 1), { minLength: 1, maxLength: max });
  fc.assert(
    fc.property(some(8), some(16), (clause, said) => {
      const tokens = clause.map((way) => clauseToken(ways[way]!, ways[way]!));
      const places = said.map((way, j) => {
        const phones = clauseToken('', ways[way]!).pronunciations[0]!.phones;
        return {
          initial: phones.length === 2 ? phones[0]! : -1,
          final: phones.at(-1)!,
          start: 3 * j + 1,
          end: 3 * j + 2,
        };
      });
      const { steps } = alignEdits(tokens, places, isFiller);
      const { first, last } = guideFrom(steps, places, tokens.length, 3 * said.length + 3);
      const rises = [...first].every((frame, k) => k === 0 || (frame >= first[k - 1]! && last[k]! >= last[k - 1]!));
      return (
        rises &&
        steps.every(
          (step) =>
            step.kind !== 'heard' ||
            (first[step.token]! <= places[step.heard]!.start && last[step.token + 1]! >= places[step.heard]!.end),
        )
      );
    }),
    { seed: 68, numRuns: 300 },
  );
});
