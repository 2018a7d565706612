import fc from 'fast-check';
import t from 'tap';
import { clarityOf } from './clarity.js';
import type { Posteriors } from './posteriors.js';
import { pinyin, speak, toPosteriors } from './synthetic-speech.fixture.js';

/** Rows of probabilities of the blank and two phones. */
const rows = (...values: readonly (readonly [number, number, number])[]): Posteriors => ({
  logProbs: Float32Array.from(values.flat(), Math.log),
  frames: values.length,
  labels: 3,
  frameMs: 20,
});
const near = (a: number | null, b: number): boolean => a !== null && Math.abs(a - b) < 1e-5;

t.test('a phone stands out by its odds against the likeliest other, where it is likeliest', async (t) => {
  t.ok(near(clarityOf(rows([0.1, 0.6, 0.3], [0.05, 0.9, 0.05], [0.1, 0.5, 0.4])), Math.log(0.9 / 0.05)));
  t.ok(near(clarityOf(rows([0.3, 0.5, 0.2], [0.9, 0.05, 0.05], [0.1, 0.3, 0.6])), Math.log(2.5 * 2) / 2));
});

t.test('how sure the blanks are does not count, and no phone counts for more than 6 nats', async (t) => {
  const sure = rows([0.02, 0.979_999, 1e-6]);
  t.equal(clarityOf(sure), 6);
  t.equal(clarityOf(rows([0.5, 0.3, 0.2], [0.02, 0.979_999, 1e-6], [0.99, 0.005, 0.005])), 6);
});

t.test('nothing heard has no clarity, nor has what is no number', async (t) => {
  t.equal(clarityOf(toPosteriors([])), null);
  t.equal(clarityOf(toPosteriors([0, 0, 0])), null);
  t.equal(clarityOf({ ...rows([0.1, 0.8, 0.1]), logProbs: new Float32Array(3).fill(Number.NaN) }), null);
});

t.test('blurring what a recogniser hears never makes it clearer', async () => {
  const { posteriors } = speak(pinyin('ben3 chan3 pin3 bu4 bao3 zheng4'));
  const clear = clarityOf(posteriors)!;
  fc.assert(
    fc.property(fc.double({ min: 0.2, max: 1, noNaN: true }), (exponent) => {
      const logProbs = posteriors.logProbs.map((value) => value * exponent);
      return clarityOf({ ...posteriors, logProbs })! <= clear + 1e-6;
    }),
    { seed: 41, numRuns: 50 },
  );
});
