import fc from 'fast-check';
import t from 'tap';
import { babbled } from './babbled.fixture.js';
import { fingerprint } from './fingerprint.js';
import { hashesOf, hashOf, MOST_CODES, readSketch, sketchBytes } from './sketch.js';

const rows = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
);

t.test('a stored sketch comes back as it was', async () => {
  fc.assert(
    fc.property(rows, (pairs) => {
      const sketch = { at: pairs.map(([at]) => at), codes: pairs.map(([, code]) => code) };
      const read = readSketch(sketchBytes(sketch));
      return read.at.every((at, n) => at === sketch.at[n]) && read.codes.every((code, n) => code === sketch.codes[n]);
    }),
  );
});

t.test('other bytes are refused', async (t) => {
  t.throws(() => readSketch(new Uint8Array(7)), RangeError);
});

t.test('however long the recording, what is kept of it is bounded', async (t) => {
  const { sketch } = fingerprint(babbled(1, 90));
  t.equal(sketch.at.length, MOST_CODES);
  t.ok(sketch.at.at(-1)! > 700, 'to the end');
  t.ok(hashesOf(sketch).length <= MOST_CODES);
  t.equal(sketchBytes(sketch).byteLength, 8 * MOST_CODES);
});

t.test('a hash fits 31 bits and is never negative', async () => {
  fc.assert(fc.property(fc.integer(), (code) => hashOf(code) >= 0 && hashOf(code) < 2 ** 26));
});
