import fc from 'fast-check';
import t from 'tap';
import { stretchPitch, stretchWindow, voiceStretches } from './voice-stretches.js';
import { WINDOW_SAMPLES } from './voice-windows.js';

t.test('speech is parted evenly into stretches that a window holds; what is very short is left out', async (t) => {
  const speech = [
    { startMs: 100, endMs: 1700 },
    { startMs: 2000, endMs: 2300 },
    { startMs: 3000, endMs: 6000 },
  ];
  t.strictSame(voiceStretches(speech), [
    { startMs: 100, endMs: 1700 },
    { startMs: 3000, endMs: 4500 },
    { startMs: 4500, endMs: 6000 },
  ]);
  t.strictSame(voiceStretches([]), []);
});

t.test('stretches of a long speech follow on one another and none exceeds a window', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 350, max: 60_000 }), (lengthMs) => {
      const parts = voiceStretches([{ startMs: 7, endMs: 7 + lengthMs }]);
      const joined = parts.every(({ startMs }, index) => startMs === (parts[index - 1]?.endMs ?? 7));
      return joined && parts.at(-1)!.endMs === 7 + lengthMs && parts.every((one) => one.endMs - one.startMs <= 1601);
    }),
  );
});

t.test('a window holds the stretch again and again, at -30 dBFS whatever it was', async (t) => {
  const samples = Float32Array.from({ length: 32_000 }, (_, index) => 0.5 * Math.sin(index / 7));
  const window = stretchWindow(samples, { startMs: 500, endMs: 1000 });
  t.equal(window.length, WINDOW_SAMPLES);
  t.equal(window[8_000], window[0]);
  const power = window.reduce((sum, value) => sum + value * value, 0) / window.length;
  t.ok(Math.abs(10 * Math.log10(power) + 30) < 0.1);
  const faint = stretchWindow(
    samples.map((value) => value * 0.01),
    { startMs: 500, endMs: 1000 },
  );
  t.ok(faint.every((value, index) => Math.abs(value - window[index]!) < 1e-6));
  t.ok(stretchWindow(new Float32Array(16_000), { startMs: 0, endMs: 500 }).every((value) => value === 0));
});

t.test('pitch is the median of the frames of the stretch that are surely voiced', async (t) => {
  const track = {
    hz: Float32Array.of(400, 0, 100, 110, 120, 300, 400),
    strength: Float32Array.of(0.9, 0.9, 0.9, 0.9, 0.9, 0.4, 0.9),
    frameMs: 10,
  };
  t.strictSame(stretchPitch(track, { startMs: 10, endMs: 60 }), { semitones: 12 * Math.log2(110), frames: 3 });
  t.strictSame(stretchPitch(track, { startMs: 10, endMs: 20 }), { semitones: 0, frames: 0 });
});
