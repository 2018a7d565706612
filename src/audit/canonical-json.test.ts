import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import t from 'tap';
import { canonicalJson, type JsonValue } from './canonical-json.js';

const shuffled = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, shuffled(inner)]),
  );
};

const wellFormed = fc.jsonValue({ stringUnit: 'grapheme' }) as fc.Arbitrary<JsonValue>;

t.test('the examples of RFC 8785', async (t) => {
  t.equal(
    canonicalJson({
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    }),
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  t.equal(
    canonicalJson({
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    }),
    '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis","\u20ac":"Euro Sign","\ud83d\ude00":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
  );
  t.equal(canonicalJson(-0), '0');
});

t.test('the text reads back as the value', async () => {
  fc.assert(
    fc.property(wellFormed, (value) => {
      const text = canonicalJson(value);
      return canonicalJson(JSON.parse(text) as JsonValue) === text;
    }),
  );
});

t.test('the order of names does not matter', async () => {
  fc.assert(fc.property(wellFormed, (value) => canonicalJson(shuffled(value)) === canonicalJson(value)));
});

t.test('texts are equal exactly when the values are', async () => {
  const small = fc.oneof(
    wellFormed,
    fc.constantFrom<JsonValue>(1, '1', [1], ['1'], { a: 1 }, { a: '1' }, null, 'null', ''),
  );
  fc.assert(
    fc.property(small, small, (a, b) => {
      const plain = [a, b].map((value) => JSON.parse(JSON.stringify(value)));
      return (canonicalJson(a) === canonicalJson(b)) === isDeepStrictEqual(plain[0], plain[1]);
    }),
  );
});

t.test('what JSON cannot hold is refused', async (t) => {
  const wrong: readonly unknown[] = [Number.NaN, Number.POSITIVE_INFINITY, '\ud800', { '\udc00': 1 }, undefined, 1n];
  for (const value of wrong) {
    t.throws(() => canonicalJson(value as JsonValue), TypeError);
    t.throws(() => canonicalJson([value as JsonValue]), TypeError);
    t.throws(() => canonicalJson({ a: value as JsonValue }), TypeError);
  }
});
