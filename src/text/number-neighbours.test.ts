import fc from 'fast-check';
import t from 'tap';
import { preferredCharacters } from './marks.js';
import { numberNeighbours } from './number-neighbours.js';
import { readDecimal } from './numeral-decimal.js';
import { parseSpokenNumber } from './numeral-parse.js';

const neighbours = (spoken: string, counts = false): readonly string[] =>
  numberNeighbours(spoken, counts).map(preferredCharacters);

t.test('万 千 and 十 are dropped, added and exchanged', async (t) => {
  const found = neighbours('两百万', true);
  for (const other of ['两百', '两千', '两万', '二十万', '两千万', '两亿', '二百亿'])
    t.ok(
      found.some((one) => parseSpokenNumber(one) === parseSpokenNumber(other)),
      other,
    );
});

t.test('the point is moved, and the fraction or a digit left out', async (t) => {
  t.same(neighbours('三点五').toSorted(), ['三', '三十五', '三百五十', '零点五', '零点三五', '零点零三五'].toSorted());
  t.ok(neighbours('二十五').includes('二十') && neighbours('二十五').includes('五'));
});

t.test('a zero between digits is filled', async (t) => {
  const found = neighbours('一百零五');
  t.ok(found.includes('一百一十五') && found.includes('一百九十五'));
});

t.test('before a scale the spoken decimal changes, and the scale', async (t) => {
  const found = neighbours('三点五万');
  for (const other of ['三点五', '三点五亿', '三十五万', '三万', '零点三五万']) t.ok(found.includes(other), other);
});

t.test('what is no number has no neighbours, nor has a head that is none', async (t) => {
  for (const spoken of ['二零二四', '十百', '一点百点五万', '']) t.same(neighbours(spoken), []);
});

t.test('two years are 两年', async (t) => {
  t.ok(numberNeighbours('二十', true).some((marks) => marks.length === 1 && marks[0]!.startsWith('两')));
});

t.test('every neighbour is a legal number of another value, and none comes twice', async () => {
  const decimal = fc
    .tuple(fc.integer({ min: 1, max: 99_999_999 }), fc.constantFrom('', '5', '05', '31'))
    .map(([whole, fraction]) => (fraction === '' ? String(whole) : `${whole}.${fraction}`));
  fc.assert(
    fc.property(decimal, (value) => {
      const spoken = preferredCharacters(readDecimal(value)[0]!);
      const found = neighbours(spoken);
      const values = found.map(parseSpokenNumber);
      return (
        found.length > 3 &&
        new Set(found).size === found.length &&
        values.every((other) => other !== null && other !== parseSpokenNumber(spoken))
      );
    }),
    { seed: 51, numRuns: 200 },
  );
});
