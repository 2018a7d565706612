import fc from 'fast-check';
import t from 'tap';
import { type PlacedStretch, voiceSpans } from './voice-spans.js';

/** Stretches of a second with pauses of 0.2 s between them, each with a voice at an angle. */
const spoken = (degrees: readonly number[]): readonly PlacedStretch[] =>
  degrees.map((one, index) => ({
    startMs: index * 1200,
    endMs: index * 1200 + 1000,
    seconds: 1,
    voice: Float32Array.of(Math.cos((one * Math.PI) / 180), Math.sin((one * Math.PI) / 180)),
    pitch: { semitones: 90, frames: 60 },
  }));

t.test('the other voice is named with its place and its likeness', async (t) => {
  const [before, other, after] = voiceSpans(spoken([0, 0, 60, 0]), { isFirst: [true, true, false, true] });
  t.match(before, { startMs: 0, endMs: 2200, voice: 'A' });
  t.match(other, { startMs: 2400, endMs: 3400, voice: 'B' });
  t.match(after, { startMs: 3600, endMs: 4600, voice: 'A' });
  t.ok(Math.abs(before!.likeness - 1) < 1e-6 && Math.abs(after!.likeness - 1) < 1e-6);
  t.ok(Math.abs(other!.likeness - 0.5) < 1e-6);
});

t.test('whoever speaks more is A, whatever the parting called them', async (t) => {
  const voices = (isFirst: readonly boolean[]) =>
    voiceSpans(spoken([0, 60, 60]), { isFirst }).map(({ voice }) => voice);
  t.same(voices([true, false, false]), ['B', 'A']);
  t.same(voices([false, true, true]), ['B', 'A']);
});

t.test('one voice has no spans', async (t) => {
  t.same(voiceSpans(spoken([0, 0]), { isFirst: [true, true] }), []);
  t.same(voiceSpans([], { isFirst: [] }), []);
});

t.test('spans are in order, take turns, and hold every stretch once', async () => {
  const turns = fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.boolean()), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(turns, (spokenTurns) => {
      const stretches = spoken(spokenTurns.map(([degrees]) => degrees));
      const isFirst = spokenTurns.map(([, first]) => first);
      const spans = voiceSpans(stretches, { isFirst });
      if (new Set(isFirst).size < 2) return spans.length === 0;
      const inOrder = spans.every(
        ({ startMs, endMs, voice }, index) =>
          startMs < endMs && (index === 0 || (startMs > spans[index - 1]!.endMs && voice !== spans[index - 1]!.voice)),
      );
      const holders = stretches.map((one) =>
        spans.filter((span) => span.startMs <= one.startMs && one.endMs <= span.endMs),
      );
      const named = holders.every(
        (found, index) =>
          found.length === 1 && (found[0]!.voice === holders[0]![0]!.voice) === (isFirst[index] === isFirst[0]),
      );
      return inOrder && named && spans.every(({ likeness }) => likeness >= -1 && likeness <= 1);
    }),
  );
});
