import fc from 'fast-check';
import t from 'tap';
import { consistency, cosine, meanVoice } from './similarity.js';

const vectorArb = fc
  .array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 })
  .map((values) => Float32Array.from(values))
  .filter((vector) => Math.hypot(...vector) > 1e-3);
const close = (a: number, b: number) => Math.abs(a - b) < 1e-5;

t.test('a cosine lies in -1 to 1, is symmetric, and knows no scale', async () => {
  fc.assert(
    fc.property(vectorArb, vectorArb, fc.double({ min: 0.1, max: 10, noNaN: true }), (a, b, scale) => {
      const value = cosine(a, b);
      const scaled = a.map((x) => x * scale);
      return Math.abs(value) <= 1 && close(value, cosine(b, a)) && close(value, cosine(scaled, b));
    }),
  );
});

t.test('a vector is like itself and unlike its opposite', async () => {
  fc.assert(
    fc.property(
      vectorArb,
      (a) =>
        close(cosine(a, a), 1) &&
        close(
          cosine(
            a,
            a.map((x) => -x),
          ),
          -1,
        ),
    ),
  );
});

t.test('known angles', async (t) => {
  const [x, y] = [Float32Array.of(1, 0), Float32Array.of(0, 2)];
  t.equal(cosine(x, y), 0);
  t.ok(close(cosine(x, Float32Array.of(1, 1)), Math.SQRT1_2));
  t.ok(Number.isNaN(cosine(x, Float32Array.of(0, 0))), 'a zero vector has no direction');
  t.throws(() => cosine(x, Float32Array.of(1)), RangeError);
});

t.test('the mean voice has unit length and knows no order', async () => {
  fc.assert(
    fc.property(fc.array(vectorArb, { minLength: 1, maxLength: 5 }), (takes) => {
      const mean = meanVoice(takes);
      const back = meanVoice(takes.toReversed());
      return mean === null || (close(Math.hypot(...mean), 1) && back !== null && cosine(mean, back) > 0.999);
    }),
  );
});

t.test('there is no mean of nothing, of opposites, or of other lengths', async (t) => {
  const x = Float32Array.of(1, 0);
  t.equal(meanVoice([]), null);
  t.equal(meanVoice([x, Float32Array.of(-1, 0)]), null);
  t.equal(meanVoice([Float32Array.of(Number.NaN, 0)]), null);
  t.throws(() => meanVoice([x, Float32Array.of(1)]), RangeError);
});

t.test('consistency points at the odd take', async (t) => {
  const same = [Float32Array.of(1, 0.1, 0), Float32Array.of(1, 0, 0.1), Float32Array.of(1, 0, 0)];
  const values = consistency([...same, Float32Array.of(0, 0, 1)]);
  t.equal(values.indexOf(Math.min(...values)), 3);
  t.same(consistency([same[0]!]), []);
  t.ok(Number.isNaN(consistency([same[0]!, Float32Array.of(1, 0, 0), Float32Array.of(-1, 0, 0)])[0]!));
});
