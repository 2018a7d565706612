import t from 'tap';
import { speechLike } from '../../test/audio/speech-like.js';
import { edgeSilence } from './edge-silence.js';

const speech = speechLike({ seconds: 2, sampleRateHz: 16_000 });
const ACTIVE = 0.01;
const NOISE = 1e-6;
const near = (value: number, expected: number): boolean => Math.abs(value - expected) <= 1600;

t.test('the padding of a segment counts as silence', async (t) => {
  const { leading, trailing } = edgeSilence(speech, [{ from: 3000, to: 30_000 }], ACTIVE, NOISE);
  t.ok(near(leading, 6400) && near(trailing, 6400), `${leading} and ${trailing}`);
});

t.test('speech at the very edge leaves none', async (t) => {
  const cut = speech.subarray(9000, 22_000);
  const loud = cut.map((x, i) => (i < 400 || i > cut.length - 400 ? 0.3 * Math.sin(i) : x));
  t.same(edgeSilence(loud, [{ from: 0, to: loud.length }], ACTIVE, NOISE), { leading: 0, trailing: 0 });
});

t.test('a segment without a loud frame keeps its own edges', async (t) => {
  const quiet = new Float32Array(16_000);
  t.same(edgeSilence(quiet, [{ from: 4000, to: 8000 }], ACTIVE, NOISE), { leading: 4000, trailing: 8000 });
});

t.test('loud noise is not taken for speech', async (t) => {
  const noisy = speech.map((x, i) => x + 0.03 * Math.sin(i * i));
  t.ok(edgeSilence(noisy, [{ from: 0, to: noisy.length }], ACTIVE, 4.5e-4).leading > 4000);
});

t.test('without speech everything is silence', async (t) => {
  t.same(edgeSilence(speech, [], 0, 0), { leading: 32_000, trailing: 32_000 });
});
