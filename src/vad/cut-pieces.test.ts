import fc from 'fast-check';
import t from 'tap';
import { type CutLimits, cutPieces, type Piece } from './cut-pieces.js';
import type { SpeechSegment } from './segments.js';

const LIMITS: CutLimits = {
  frameMs: 20,
  maxFrames: 100,
  contextFrames: 10,
  skipSilenceFrames: 60,
  marginFrames: 10,
};

/** Ordered, disjoint speech, made of gaps and lengths. */
const speechOf = (parts: readonly (readonly [number, number])[]): readonly SpeechSegment[] => {
  let at = 0;
  return parts.map(([gap, length]) => {
    const startMs = at + gap;
    at = startMs + length;
    return { startMs, endMs: at };
  });
};

const speech = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 5000 })), { maxLength: 12 })
  .map(speechOf);

const cases = fc.tuple(speech, fc.integer({ min: 0, max: 200 })).map(([segments, tail]) => ({
  segments,
  totalFrames: Math.ceil((segments.at(-1)?.endMs ?? 0) / 20) + tail,
}));

const middle = (from: number, to: number): number => Math.floor((from + to) / 2);
const cut = (segments: readonly SpeechSegment[], totalFrames: number): readonly Piece[] =>
  cutPieces(segments, totalFrames, middle, LIMITS);

t.test('every frame of speech lies in exactly one kept part', async (t) => {
  fc.assert(
    fc.property(cases, ({ segments, totalFrames }) => {
      const holders = new Uint8Array(totalFrames);
      for (const { kept } of cut(segments, totalFrames)) {
        for (let frame = kept.from; frame < kept.to; frame += 1) holders[frame]! += 1;
      }
      return (
        holders.every((count) => count <= 1) &&
        segments.every(({ startMs, endMs }) =>
          holders.subarray(Math.floor(startMs / 20), Math.ceil(endMs / 20)).every((count) => count === 1),
        )
      );
    }),
  );
  t.pass();
});

t.test('pieces are in order, no longer than allowed, and hear what they keep', async (t) => {
  fc.assert(
    fc.property(cases, ({ segments, totalFrames }) => {
      let end = 0;
      return cut(segments, totalFrames).every(({ heard, kept }) => {
        const ordered = kept.from >= end && (kept.to > kept.from || totalFrames === 0);
        end = kept.to;
        const inside = heard.from >= 0 && heard.from <= kept.from && kept.to <= heard.to && heard.to <= totalFrames;
        return ordered && inside && heard.to - heard.from <= LIMITS.maxFrames;
      });
    }),
  );
  t.pass();
});

t.test('a kept part that does not touch the edge of the recording has its whole context', async (t) => {
  fc.assert(
    fc.property(cases, ({ segments, totalFrames }) =>
      cut(segments, totalFrames).every(
        ({ heard, kept }) =>
          (heard.from === 0 || kept.from - heard.from === LIMITS.contextFrames) &&
          (heard.to === totalFrames || heard.to - kept.to === LIMITS.contextFrames),
      ),
    ),
  );
  t.pass();
});

t.test('a recording that fits is one piece, whole, even without speech', async (t) => {
  t.strictSame(cut([], 100), [{ heard: { from: 0, to: 100 }, kept: { from: 0, to: 100 } }]);
});

t.test('a long recording without speech needs no recogniser', async (t) => {
  t.strictSame(cut([], 101), []);
});

t.test('the cut falls in the middle of the longest late pause', async (t) => {
  const segments = [
    { startMs: 0, endMs: 1000 },
    { startMs: 1100, endMs: 1300 },
    { startMs: 1500, endMs: 3000 },
  ];
  t.strictSame(
    cut(segments, 150).map(({ kept }) => kept),
    [
      { from: 0, to: 70 },
      { from: 70, to: 150 },
    ],
  );
});

t.test('an early pause is better than a cut through speech', async (t) => {
  const segments = [
    { startMs: 0, endMs: 400 },
    { startMs: 600, endMs: 3000 },
  ];
  t.equal(cut(segments, 150)[0]?.kept.to, 25);
});

t.test('speech without a pause is cut at its quietest place', async (t) => {
  const quietest = (from: number, to: number): number => (from <= 63 && 63 < to ? 63 : from);
  const pieces = cutPieces([{ startMs: 0, endMs: 2800 }], 140, quietest, LIMITS);
  t.strictSame(
    pieces.map(({ kept }) => kept),
    [
      { from: 0, to: 63 },
      { from: 63, to: 140 },
    ],
  );
});

t.test('a long silence is left out but for a margin', async (t) => {
  const segments = [
    { startMs: 0, endMs: 1000 },
    { startMs: 5000, endMs: 6000 },
  ];
  t.strictSame(
    cut(segments, 300).map(({ kept }) => kept),
    [
      { from: 0, to: 60 },
      { from: 240, to: 300 },
    ],
  );
});
