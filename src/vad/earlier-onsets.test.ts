import t from 'tap';
import { earlierOnsets } from './earlier-onsets.js';
import type { VoiceActivityDetector } from './voice-activity-detector.js';

const PER_MS = 16;
const WINDOW_MS = 32;

/** Hears speech wherever the samples are loud. */
const LEVEL: VoiceActivityDetector = {
  detect: async (samples) => ({
    probabilities: Float32Array.from({ length: Math.ceil(samples.length / (WINDOW_MS * PER_MS)) }, (_, window) =>
      Math.min(1, Math.abs(samples[window * WINDOW_MS * PER_MS]!)),
    ),
    windowMs: WINDOW_MS,
  }),
};

/** Speech from so many ms on, after silence. */
const speechFrom = (startMs: number, totalMs: number): Float32Array =>
  new Float32Array(totalMs * PER_MS).fill(0.9, startMs * PER_MS);

const onsets = async (samples: Float32Array, segments: Parameters<typeof earlierOnsets>[2]) =>
  (await earlierOnsets(LEVEL, samples, segments)).map(({ startMs }) => startMs);

t.test('an onset that came late moves to within reach of where the speech begins, heard from behind', async (t) => {
  const [startMs] = await onsets(speechFrom(4_000, 7_000), [{ startMs: 4_600, endMs: 7_000 }]);
  t.ok(startMs! > 4_050 && startMs! <= 4_200, String(startMs));
});

t.test('an onset stays that is late by no more than is heard anyway', async (t) => {
  t.same(await onsets(speechFrom(4_000, 7_000), [{ startMs: 4_100, endMs: 7_000 }]), [4_100]);
});

t.test('an onset stays when nothing is under way there', async (t) => {
  t.same(await onsets(new Float32Array(7_000 * PER_MS), [{ startMs: 4_600, endMs: 7_000 }]), [4_600]);
});

t.test('it is searched 800 ms back, never into the segment before or before the recording', async (t) => {
  const loud = speechFrom(0, 9_000);
  t.same(await onsets(loud, [{ startMs: 6_000, endMs: 9_000 }]), [5_340]);
  t.same(
    await onsets(loud, [
      { startMs: 300, endMs: 2_000 },
      { startMs: 2_500, endMs: 4_000 },
      { startMs: 4_400, endMs: 9_000 },
    ]),
    // The gaps of 300 and 400 ms lie within reach of their neighbours: they are not searched.
    [300, 2_140, 4_400],
  );
});

t.test('no segment is opened, closed or ended elsewhere', async (t) => {
  t.same(await earlierOnsets(LEVEL, speechFrom(0, 3_000), []), []);
  const [segment] = await earlierOnsets(LEVEL, speechFrom(1_000, 3_000), [{ startMs: 1_700, endMs: 2_100 }]);
  t.equal(segment?.endMs, 2_100);
});
