import fc from 'fast-check';
import t from 'tap';
import { cutPieces } from '../vad/cut-pieces.js';
import { stitchPosteriors } from './stitch-posteriors.js';

const LABELS = 5;
const LIMITS = { frameMs: 20, maxFrames: 50, contextFrames: 8, skipSilenceFrames: 30, marginFrames: 5 };

/** A row that sums to one and names its frame: label 1 has probability (frame + 1) / 10,000. */
const rowOf = (frame: number): readonly number[] => {
  const named = (frame + 1) / 10_000;
  return [1 - named - 0.03, named, 0.01, 0.01, 0.01].map(Math.log);
};

const posteriorsOf = (from: number, to: number) => ({
  logProbs: Float32Array.from(Array.from({ length: to - from }, (_, index) => rowOf(from + index)).flat()),
  frames: to - from,
  labels: LABELS,
  frameMs: 20,
});

const stitched = (speech: { startMs: number; endMs: number }[], frames: number) => {
  const pieces = cutPieces(speech, frames, (from, to) => (from + to) >> 1, LIMITS);
  const recognised = pieces.map((piece) => ({ piece, posteriors: posteriorsOf(piece.heard.from, piece.heard.to) }));
  return { pieces, result: stitchPosteriors(recognised, { frames, labels: LABELS, frameMs: 20 }) };
};

const row = ({ logProbs }: { logProbs: Float32Array }, frame: number): Float32Array =>
  logProbs.subarray(frame * LABELS, (frame + 1) * LABELS);

const speech = fc
  .array(fc.integer({ min: 1, max: 1500 }), { maxLength: 12 })
  .map((steps) => steps.map((step, index) => steps.slice(0, index).reduce((a, b) => a + b, 0) + step))
  .map((edges) =>
    edges.flatMap((startMs, index) =>
      index % 2 === 0 && edges[index + 1] !== undefined ? [{ startMs, endMs: edges[index + 1]! }] : [],
    ),
  );

t.test(
  'the stitched length is exact, rows sum to one, kept rows are in their place and the rest is blank',
  async (t) => {
    fc.assert(
      fc.property(speech, fc.integer({ min: 0, max: 100 }), (segments, tail) => {
        const frames = Math.ceil((segments.at(-1)?.endMs ?? 0) / 20) + tail;
        const { pieces, result } = stitched(segments, frames);
        if (result.frames !== frames || result.logProbs.length !== frames * LABELS) return false;
        return Array.from({ length: frames }, (_, frame) => frame).every((frame) => {
          const values = row(result, frame);
          const sum = values.reduce((total, value) => total + Math.exp(value), 0);
          const kept = pieces.some((piece) => piece.kept.from <= frame && frame < piece.kept.to);
          const right = kept ? Math.abs(values[1]! - rowOf(frame)[1]!) < 1e-5 : values[0]! > -1e-5;
          return Math.abs(sum - 1) < 1e-5 && right;
        });
      }),
    );
    t.pass();
  },
);

t.test('no log-probability is infinite where nothing was recognised', async (t) => {
  const result = stitchPosteriors([], { frames: 3, labels: 60, frameMs: 20 });
  t.ok(result.logProbs.every(Number.isFinite));
});

t.test('a recogniser that gives another number of frames is not laid askew', async (t) => {
  const piece = { heard: { from: 0, to: 10 }, kept: { from: 0, to: 10 } };
  const grid = { frames: 10, labels: LABELS, frameMs: 20 };
  t.throws(() => stitchPosteriors([{ piece, posteriors: posteriorsOf(0, 9) }], grid), RangeError);
});
