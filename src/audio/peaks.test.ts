import fc from 'fast-check';
import t from 'tap';
import { computePeaks } from './peaks.js';

t.test('every sample lies between the peaks of its stretch, and the extremes are kept', async () => {
  const signal = fc.float32Array({ minLength: 1, maxLength: 3000, min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(signal, fc.constantFrom(1, 50, 100, 300, 16_000), (samples, perSecond) => {
      const { min, max } = computePeaks(samples, perSecond);
      const fits = samples.every((x, i) => {
        const at = Math.min(min.length - 1, Math.floor(((i + 0.5) * perSecond) / 16_000));
        return [at, Math.max(0, at - 1)].some((k) => x >= min[k]! && x <= max[k]!);
      });
      return fits && Math.max(...max) === Math.max(...samples) && Math.min(...min) === Math.min(...samples);
    }),
    { numRuns: 100 },
  );
});

t.test('lengths follow the duration', async (t) => {
  t.equal(computePeaks(new Float32Array(16_000), 100).min.length, 100);
  t.equal(computePeaks(new Float32Array(16_001), 100).max.length, 101);
  t.equal(computePeaks(new Float32Array(0), 100).min.length, 0);
});

t.test('a rate outside 1 to 16000 is refused', async (t) => {
  for (const perSecond of [0, 0.5, 16_001, Number.NaN])
    t.throws(() => computePeaks(new Float32Array(1), perSecond), RangeError);
});
