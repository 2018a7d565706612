import fc from 'fast-check';
import t from 'tap';
import { speechLike } from '../../test/audio/speech-like.js';
import { clippingRatio } from './clipping.js';

const speech = speechLike({ seconds: 2, sampleRateHz: 16_000 });
const peak = Math.max(...speech.map(Math.abs));
const all = (samples: Float32Array) => [{ from: 0, to: samples.length }];
/** `gain` 1 just reaches full scale. */
const driven = (gain: number): Float32Array => speech.map((x) => Math.max(-1, Math.min(1, (x * gain) / peak)));
const ratioAt = (gain: number): number => clippingRatio(driven(gain), all(speech));

t.test('clean speech has next to none', async (t) => {
  t.ok(ratioAt(1) < 0.001, String(ratioAt(1)));
  t.ok(ratioAt(0.1) < 0.001, 'at any level');
});

t.test('it rises with the drive', async (t) => {
  const gain = fc.double({ min: 1.05, max: 20, noNaN: true });
  fc.assert(
    fc.property(
      gain,
      fc.double({ min: 1.05, max: 3, noNaN: true }),
      (low, factor) => ratioAt(low * factor) > ratioAt(low),
    ),
    { numRuns: 30 },
  );
  t.ok(ratioAt(2) > 0.005, '6 dB too much is seen');
});

t.test('flat tops are seen after a later change of gain', async (t) => {
  const quiet = driven(4).map((x) => x * 0.2);
  t.ok(Math.abs(clippingRatio(quiet, all(quiet)) - ratioAt(4)) < 0.001);
});

t.test('both sides count, single peaks do not, and the run may end with the speech', async (t) => {
  const row = (...values: readonly number[]) => Float32Array.from(values);
  t.equal(clippingRatio(row(1, 1, 1, 0, -1, -1, -1, 0), [{ from: 0, to: 8 }]), 6 / 8);
  t.equal(clippingRatio(row(1, -1, 1, -1), [{ from: 0, to: 4 }]), 0);
  t.equal(clippingRatio(row(0, 1, 1, 1), [{ from: 0, to: 4 }]), 3 / 4);
  t.equal(clippingRatio(row(1, 1, 1, 0, 0, 0.1), [{ from: 3, to: 6 }]), 0, 'outside the speech');
});

t.test('no speech and no sound clip nothing', async (t) => {
  t.equal(clippingRatio(speech, []), 0);
  t.equal(clippingRatio(new Float32Array(10), [{ from: 0, to: 10 }]), 0);
});
