import fc from 'fast-check';
import t from 'tap';
import { bandCells, bandOfTimes, fullBand } from './band.js';

const rising = (length: number, max: number) =>
  fc.array(fc.nat(max), { minLength: length, maxLength: length }).map((them) => Int32Array.from(them).sort());

const times = fc.integer({ min: 1, max: 12 }).chain((nodes) =>
  fc.tuple(rising(nodes, 30), rising(nodes, 30), fc.nat(30)).map(([a, b, frames]) => ({
    first: a.map((time, v) => Math.min(time, b[v]!)),
    last: b.map((time, v) => Math.max(time, a[v]!)),
    frames,
  })),
);

t.test('a whole band holds every node at every time', async (t) => {
  const band = fullBand(3, 4);
  t.same([...band.low], [0, 0, 0, 0, 0]);
  t.same([...band.high], [2, 2, 2, 2, 2]);
  t.equal(bandCells(band), 15);
});

t.test('a band holds each node in its time, never goes back, and can always be passed through', async () => {
  fc.assert(
    fc.property(times, ({ first, last, frames }) => {
      const { low, high } = bandOfTimes(first, last, frames);
      return Array.from({ length: frames + 1 }, (_, t) => t).every((t) => {
        const holds = [...first].every(
          (from, v) => t < from || t > last[v]! || (low[t]! <= v && v <= Math.max(high[t]!, v === 0 ? 0 : high[t]!)),
        );
        const rises = t === 0 || (low[t]! >= low[t - 1]! && high[t]! >= high[t - 1]! && low[t]! <= high[t - 1]!);
        return holds && rises && low[t]! <= high[t]!;
      });
    }),
    { seed: 61, numRuns: 300 },
  );
});

t.test('it begins at the first node and ends at the last one', async (t) => {
  const { low, high } = bandOfTimes(Int32Array.from([5, 6, 9]), Int32Array.from([6, 8, 9]), 7);
  t.equal(low[0], 0);
  t.equal(high[7], 2);
});
