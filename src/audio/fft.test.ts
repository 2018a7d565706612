import fc from 'fast-check';
import t from 'tap';
import { createRealFft } from './fft.js';

function directPower(frame: Float64Array): Float64Array {
  const n = frame.length;
  return Float64Array.from({ length: n / 2 + 1 }, (_, k) => {
    let re = 0;
    let im = 0;
    for (const [i, x] of frame.entries()) {
      re += x * Math.cos((2 * Math.PI * k * i) / n);
      im -= x * Math.sin((2 * Math.PI * k * i) / n);
    }
    return re * re + im * im;
  });
}

t.test('power spectrum equals the direct transform', async (t) => {
  for (const size of [4, 8, 16, 128]) {
    const fft = createRealFft(size);
    const power = new Float64Array(size / 2 + 1);
    const frames = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: size, maxLength: size });
    fc.assert(
      fc.property(frames, (values) => {
        const frame = Float64Array.from(values);
        fft.powerSpectrum(frame, power);
        const error = Math.max(...directPower(frame).map((expected, k) => Math.abs(expected - power[k]!)));
        return error < 1e-9 * size * size;
      }),
      { numRuns: 30 },
    );
    t.equal(fft.size, size);
  }
});

t.test('a sine on a bin has all its power there', async (t) => {
  const fft = createRealFft(512);
  const power = new Float64Array(257);
  fft.powerSpectrum(
    Float32Array.from({ length: 512 }, (_, n) => Math.sin((2 * Math.PI * 37 * n) / 512)),
    power,
  );
  t.ok(Math.abs(power[37]! - 256 ** 2) < 1);
  t.ok(power.every((value, bin) => bin === 37 || value < 1e-6));
});

t.test('a size that is no power of two is refused', async (t) => {
  for (const size of [0, 2, 3, 100, 2 ** 17]) t.throws(() => createRealFft(size), RangeError);
});

t.test('the transform of an even sequence is its cosine sum', async () => {
  const size = 16;
  const fft = createRealFft(size);
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 9, maxLength: 9 }), (half) => {
      const out = new Float64Array(size / 2 + 1);
      fft.evenTransform(Float64Array.from(half), out);
      const whole = Array.from({ length: size }, (_, n) => half[Math.min(n, size - n)]!);
      return out.every((value, k) => {
        const direct = whole.reduce((sum, x, n) => sum + x * Math.cos((2 * Math.PI * k * n) / size), 0);
        return Math.abs(value - direct) < 1e-9;
      });
    }),
  );
});
