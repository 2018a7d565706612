import fc from 'fast-check';
import t from 'tap';
import { copyFrame, FRAME_LENGTH, FRAME_SHIFT, firstSampleOf, framesOf } from './frame-grid.js';

t.test('frames of both kinds are counted as Kaldi counts them', async (t) => {
  const counts = (edges: 'snipped' | 'mirrored', ...lengths: number[]) =>
    lengths.map((length) => framesOf(length, edges));
  t.strictSame(counts('snipped', 0, 399, 400, 559, 560, 16_000), [0, 0, 1, 1, 2, 98]);
  t.strictSame(counts('mirrored', 0, 79, 80, 239, 240, 16_000), [0, 0, 1, 1, 2, 100]);
});

t.test('a snipped frame lies within the sound, and a further one would not', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), (length) => {
      const end = (frames: number) => firstSampleOf(frames - 1, 'snipped') + FRAME_LENGTH;
      const frames = framesOf(length, 'snipped');
      return (frames === 0 || end(frames) <= length) && end(frames + 1) > length;
    }),
  );
});

t.test('the middle of a mirrored frame lies within the sound', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 80, max: 100_000 }), (length) => {
      const frames = framesOf(length, 'mirrored');
      const middle = firstSampleOf(frames - 1, 'mirrored') + FRAME_LENGTH / 2;
      return middle <= length && middle + FRAME_SHIFT > length;
    }),
  );
});

/** Kaldi's own words: reflect around the beginning or end until it is inside. */
const reflected = (place: number, length: number): number => {
  let at = place;
  while (at < 0 || at >= length) at = at < 0 ? -at - 1 : 2 * length - 1 - at;
  return at;
};

t.test('places before and behind the sound are reflections of it, however short it is', async () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 900 }), fc.integer({ min: -500, max: 1_000 }), (length, first) => {
      const samples = Float32Array.from({ length }, (_, n) => n + 1);
      const frame = new Float64Array(512);
      copyFrame(samples, first, 2, frame);
      return frame.every((value, n) => value === (n < FRAME_LENGTH ? 2 * (reflected(first + n, length) + 1) : 0));
    }),
  );
});
