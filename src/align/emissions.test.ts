import fc from 'fast-check';
import t from 'tap';
import { temper } from './emissions.js';
import { LABELS, toPosteriors } from './synthetic-speech.fixture.js';

t.test('each frame keeps its order, its best label is free and nothing falls below the floor', async () => {
  const exponent = fc.double({ min: 0.1, max: 1, noNaN: true });
  const floor = fc.double({ min: -20, max: -0.5, noNaN: true });
  fc.assert(
    fc.property(fc.array(fc.nat(LABELS - 1), { maxLength: 20 }), exponent, floor, (labels, power, least) => {
      const posteriors = toPosteriors(labels, labels.length);
      const { log, frames } = temper(posteriors, { exponent: power, floor: least });
      return labels.every((label, frame) => {
        const row = log.subarray(frame * LABELS, (frame + 1) * LABELS);
        const raw = posteriors.logProbs.subarray(frame * LABELS, (frame + 1) * LABELS);
        const inOrder = row.every((value, i) => row.every((other, j) => !(raw[i]! > raw[j]!) || value >= other));
        return frames === labels.length && row[label] === 0 && inOrder && row.every((value) => value >= least);
      });
    }),
    { seed: 14, numRuns: 60 },
  );
});

t.test('a probability of zero becomes the floor', async (t) => {
  const logProbs = Float32Array.of(0, Number.NEGATIVE_INFINITY, -2);
  const { log } = temper({ logProbs, frames: 1, labels: 3, frameMs: 20 }, { exponent: 0.5, floor: -10 });
  t.same([...log], [0, -10, -1]);
});
