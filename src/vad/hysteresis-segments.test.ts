import fc from 'fast-check';
import t from 'tap';
import { DEFAULT_HYSTERESIS, hysteresisSegments } from './hysteresis-segments.js';

const WINDOW_MS = 32;
const BARE = { onset: 0.5, offset: 0.35, minSpeechMs: 0, minSilenceMs: 32, padMs: 0 };

const probabilities = fc
  .array(fc.constantFrom(0, 0.2, 0.34, 0.36, 0.49, 0.5, 0.8, 1), { maxLength: 200 })
  .map((values) => Float32Array.from(values));

const settings = fc.record({
  onset: fc.constant(0.5),
  offset: fc.constantFrom(0.35, 0.5),
  minSpeechMs: fc.integer({ min: 0, max: 400 }),
  minSilenceMs: fc.integer({ min: 0, max: 600 }),
  padMs: fc.integer({ min: 0, max: 300 }),
});

t.test('segments are ordered, disjoint, not empty and inside the recording', async (t) => {
  fc.assert(
    fc.property(probabilities, settings, fc.integer({ min: 0, max: 31 }), (values, chosen, missing) => {
      const totalMs = Math.max(0, values.length * WINDOW_MS - missing);
      let before = 0;
      for (const { startMs, endMs } of hysteresisSegments(values, WINDOW_MS, totalMs, chosen)) {
        if (startMs < before || endMs <= startMs || endMs > totalMs) return false;
        if (!Number.isInteger(startMs) || !Number.isInteger(endMs)) return false;
        before = endMs;
      }
      return true;
    }),
  );
  t.pass();
});

t.test('every window at the onset lies in a segment unless its stretch is too short', async (t) => {
  fc.assert(
    fc.property(probabilities, (values) => {
      const segments = hysteresisSegments(values, WINDOW_MS, values.length * WINDOW_MS, BARE);
      return values.every((value, window) => {
        const middle = (window + 0.5) * WINDOW_MS;
        return value < 0.5 || segments.some(({ startMs, endMs }) => startMs < middle && middle < endMs);
      });
    }),
  );
  t.pass();
});

t.test('speech goes on between offset and onset and ends below the offset', async (t) => {
  const values = Float32Array.of(0.4, 0.6, 0.4, 0.4, 0.1, 0.4, 0.1);
  t.strictSame(hysteresisSegments(values, WINDOW_MS, 224, BARE), [{ startMs: 32, endMs: 128 }]);
});

t.test('a pause shorter than the least silence does not part speech, a longer one does', async (t) => {
  const values = Float32Array.of(0.9, 0, 0.9, 0, 0, 0.9);
  const chosen = { ...BARE, minSilenceMs: 64 };
  t.strictSame(hysteresisSegments(values, WINDOW_MS, 192, chosen), [
    { startMs: 0, endMs: 96 },
    { startMs: 160, endMs: 192 },
  ]);
});

t.test('a click is no speech', async (t) => {
  const values = Float32Array.of(0, 0, 0.9, 0, 0, 0, 0, 0, 0, 0);
  t.strictSame(hysteresisSegments(values, WINDOW_MS, 320, DEFAULT_HYSTERESIS), []);
});

t.test('padding is cut at the ends and shared where a gap is too small for both', async (t) => {
  const values = Float32Array.of(0.9, 0, 0, 0.9);
  t.strictSame(hysteresisSegments(values, WINDOW_MS, 128, { ...BARE, minSilenceMs: 64, padMs: 50 }), [
    { startMs: 0, endMs: 64 },
    { startMs: 64, endMs: 128 },
  ]);
});
