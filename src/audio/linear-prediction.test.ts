import t from 'tap';
import { rumble } from './coloured-noise.fixture.js';
import { ORDER, predictionErrors } from './linear-prediction.js';

const SECOND = 16_000;
const inside = (values: Float32Array): Float32Array => values.subarray(SECOND / 4, (3 * SECOND) / 4);
const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;

t.test('a tone follows from its past and from its future, white noise from neither', async (t) => {
  const tone = Float32Array.from({ length: SECOND }, (_, n) => Math.sin(n / 7));
  const { forward, backward } = predictionErrors(tone);
  for (const errors of [forward, backward]) t.ok(mean(inside(errors)) < 0.01 * mean(inside(tone)));
  const white = rumble(SECOND, 1).map((value, n, all) => value - (all[n - 1] ?? 0));
  t.ok(mean(inside(predictionErrors(white).forward)) > 0.3 * mean(inside(white)));
});

t.test('played backwards, past and future change places', async (t) => {
  const sound = rumble(SECOND, 2);
  const { forward } = predictionErrors(sound);
  const { backward } = predictionErrors(sound.toReversed());
  const apart = forward.map((error, n) => error - backward[SECOND - 1 - n]!);
  t.ok(mean(inside(apart)) < 1e-3 * mean(inside(forward)));
});

t.test('the ends, silence, and what is shorter than the predictor have no errors', async (t) => {
  const { forward } = predictionErrors(rumble(SECOND, 3));
  t.same(forward.subarray(0, ORDER), new Float32Array(ORDER));
  t.same(forward.subarray(SECOND - ORDER), new Float32Array(ORDER));
  t.same(predictionErrors(new Float32Array(1_000)).forward, new Float32Array(1_000));
  t.same(predictionErrors(rumble(30, 4)).backward, new Float32Array(30));
});
