import fc from 'fast-check';
import t from 'tap';
import { widenedSegments } from './widened-segments.js';

t.test('widens to both sides, stops at the ends of the recording and joins what meets', async (t) => {
  const segments = [
    { startMs: 50, endMs: 200 },
    { startMs: 380, endMs: 500 },
    { startMs: 900, endMs: 980 },
  ];
  t.strictSame(widenedSegments(segments, 100, 1_000), [
    { startMs: 0, endMs: 600 },
    { startMs: 800, endMs: 1_000 },
  ]);
  t.strictSame(widenedSegments(segments, 0, 1_000), segments);
});

t.test('what comes out is ordered, parted by gaps, and holds all that went in', async (t) => {
  const edges = fc.uniqueArray(fc.integer({ min: 0, max: 5_000 }), { maxLength: 20 });
  fc.assert(
    fc.property(edges, fc.integer({ min: 0, max: 500 }), (values, marginMs) => {
      const sorted = values.sort((a, b) => a - b);
      const segments = Array.from({ length: sorted.length >> 1 }, (_, index) => ({
        startMs: sorted[2 * index]!,
        endMs: sorted[2 * index + 1]!,
      }));
      const wide = widenedSegments(segments, marginMs, 5_000);
      return (
        wide.every(({ startMs }, index) => index === 0 || startMs > wide[index - 1]!.endMs) &&
        segments.every((one) => wide.some(({ startMs, endMs }) => startMs <= one.startMs && one.endMs <= endMs))
      );
    }),
  );
  t.pass();
});
