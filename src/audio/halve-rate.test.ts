import fc from 'fast-check';
import t from 'tap';
import { halveRate } from './halve-rate.js';

const RATE = 16_000;
const sine = (hz: number, length = 1_600): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * hz * i) / RATE));
const middle = (samples: Float32Array): Float32Array => samples.subarray(50, samples.length - 50);
const largest = (samples: Float32Array): number => samples.reduce((top, value) => Math.max(top, Math.abs(value)), 0);

t.test('a low tone keeps its height and its phase at half the rate', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_500 }), (hz) => {
      const halved = middle(halveRate(sine(hz)));
      return halved.every((value, i) => Math.abs(value - Math.sin((2 * Math.PI * hz * 2 * (i + 50)) / RATE)) < 0.03);
    }),
  );
});

t.test('a tone above the new half rate is taken away, not folded down', async (t) => {
  for (const hz of [5_500, 6_500, 7_900]) t.ok(largest(middle(halveRate(sine(hz)))) < 0.03, String(hz));
});

t.test('short signals give half their samples, rounded down', async (t) => {
  for (const length of [0, 1, 2, 3, 31]) t.equal(halveRate(new Float32Array(length)).length, length >> 1);
});
