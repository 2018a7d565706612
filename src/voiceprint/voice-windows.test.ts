import fc from 'fast-check';
import t from 'tap';
import { meanDirection, raisedToLevel, voiceWindows, WINDOW_SAMPLES, withoutSilence } from './voice-windows.js';

const tone = (samples: number, amplitude: number): Float32Array =>
  Float32Array.from({ length: samples }, (_, index) => amplitude * Math.sin(index / 5));

const rms = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);

t.test('silence goes, but for four frames of 30 ms on either side of speech', async (t) => {
  const signal = new Float32Array(480 * 100);
  signal.set(tone(480 * 40, 0.3), 480 * 30);
  t.equal(withoutSilence(signal).length, 480 * 48);
});

t.test('a signal that is all speech is left as it is, up to whole frames', async (t) => {
  t.equal(withoutSilence(tone(480 * 50 + 7, 0.3)).length, 480 * 50);
});

t.test('half a second or less of speech is not worth cutting out', async (t) => {
  const signal = new Float32Array(480 * 100);
  signal.set(tone(480 * 5, 0.3), 480 * 50);
  t.equal(withoutSilence(signal).length, signal.length);
});

t.test('what is dropped are whole frames and nothing is invented', async (t) => {
  const levels = fc.array(fc.constantFrom(0, 0.001, 0.02, 0.5), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(levels, (frames) => {
      const signal = Float32Array.from(frames.flatMap((level) => [...tone(480, level)]));
      const kept = withoutSilence(signal);
      return kept.length % 480 === 0 && kept.length <= signal.length && kept.length > 0;
    }),
    { numRuns: 50 },
  );
  t.pass();
});

t.test('a faint signal is raised to -30 dBFS, a louder one is not touched, silence stays silent', async (t) => {
  t.ok(Math.abs(rms(raisedToLevel(tone(16_000, 0.001))) - 10 ** (-30 / 20)) < 1e-4);
  const loud = tone(16_000, 0.5);
  t.equal(raisedToLevel(loud), loud);
  t.ok(raisedToLevel(new Float32Array(100)).every((value) => value === 0));
});

t.test('windows step by 12,320 samples and the remainder is left out', async (t) => {
  t.equal(voiceWindows(new Float32Array(WINDOW_SAMPLES)).count, 1);
  t.equal(voiceWindows(new Float32Array(WINDOW_SAMPLES + 12_319)).count, 1);
  const signal = Float32Array.from({ length: WINDOW_SAMPLES + 12_320 }, (_, index) => index);
  const { data, count } = voiceWindows(signal);
  t.equal(count, 2);
  t.equal(data[WINDOW_SAMPLES], 12_320);
  t.equal(data.at(-1), WINDOW_SAMPLES + 12_319);
});

t.test('a short signal is one window filled up with zeros', async (t) => {
  const { data, count } = voiceWindows(tone(100, 0.5));
  t.equal(count, 1);
  t.equal(data.length, WINDOW_SAMPLES);
  t.ok(data.subarray(100).every((value) => value === 0));
});

t.test('the mean of rows has unit length, and rows that cancel out have no direction', async (t) => {
  const mean = meanDirection(Float32Array.of(3, 0, 0, 4), 2, 2);
  t.ok(mean && Math.abs(mean[0]! - 0.6) < 1e-6 && Math.abs(mean[1]! - 0.8) < 1e-6);
  t.equal(meanDirection(Float32Array.of(1, 0, -1, 0), 2, 2), null);
});
