import fc from 'fast-check';
import t from 'tap';
import { frameStarts, gapsBetween, speechRanges } from './speech-frames.js';

const SECOND = 16_000;

t.test('segments are sorted, merged and kept inside the recording', async (t) => {
  const segments = [
    { startMs: 500, endMs: 700 },
    { startMs: 0, endMs: 100 },
    { startMs: 650, endMs: 1500 },
    { startMs: 1200, endMs: 1300 },
    { startMs: 3000, endMs: 4000 },
  ];
  t.same(speechRanges(segments, SECOND), [
    { from: 0, to: 1600 },
    { from: 8000, to: SECOND },
  ]);
});

t.test('gaps keep their distance from speech, but not from the ends of the recording', async (t) => {
  const ranges = [
    { from: 1000, to: 2000 },
    { from: 2100, to: 3000 },
    { from: 5000, to: 6000 },
  ];
  t.same(gapsBetween(ranges, 7000, 100), [
    { from: 0, to: 900 },
    { from: 3100, to: 4900 },
    { from: 6100, to: 7000 },
  ]);
  t.same(gapsBetween([], 7000, 100), [{ from: 0, to: 7000 }]);
  t.same(gapsBetween([{ from: 0, to: 7000 }], 7000, 100), []);
});

t.test('frames lie whole inside their range', async (t) => {
  t.same(
    frameStarts(
      [
        { from: 10, to: 45 },
        { from: 50, to: 55 },
      ],
      10,
    ),
    [10, 20, 30],
  );
});

t.test('speech and gaps never overlap, whatever the segments', async () => {
  const segment = fc
    .tuple(fc.nat(2000), fc.nat(900))
    .map(([startMs, length]) => ({ startMs, endMs: startMs + length }));
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 6 }), fc.nat(2000), (segments, guard) => {
      const ranges = speechRanges(segments, SECOND);
      const all = [...ranges, ...gapsBetween(ranges, SECOND, guard)].sort((a, b) => a.from - b.from);
      return all.every(({ from, to }, i) => from >= 0 && to > from && to <= SECOND && from >= (all[i - 1]?.to ?? 0));
    }),
  );
});
