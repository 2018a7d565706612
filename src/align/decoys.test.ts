import fc from 'fast-check';
import t from 'tap';
import { scoreClause, TEMPERING } from './clause-score.js';
import { backwardsInSteps, decoyMargin } from './decoys.js';
import { alignEdits } from './edit-alignment.js';
import { temper } from './emissions.js';
import { isFiller } from './fillers.js';
import { decodeFreely } from './free-decode.js';
import { guideFrom } from './guide.js';
import type { Posteriors } from './posteriors.js';
import { clauseToken, pinyin, randomNumbers, speak } from './synthetic-speech.fixture.js';

const CLAUSE = 'ben3 chan3 pin3 bu4 bao3 zheng4 shou1 yi4 feng1 xian3 zi4 dan1';
const OTHER = 'jin1 tian1 qi4 hen3 hao3 wo3 men2 qu4 gong1 yuan2 san4 bu4';

/** The same speech heard through a recogniser that does not know the accent: every other phone is as likely to be another one. */
const blurred = (posteriors: Posteriors, seed: number): Posteriors => {
  const { labels, frames } = posteriors;
  const random = randomNumbers(seed);
  const logProbs = posteriors.logProbs.slice();
  for (let frame = 0; frame < frames; frame++) {
    const row = frame * labels;
    const best = logProbs.subarray(row, row + labels).indexOf(Math.max(...logProbs.subarray(row, row + labels)));
    if (best === 0 || random() < 0.5) continue;
    const other = 1 + Math.floor(random() * (labels - 1));
    logProbs[row + best] = Math.log(0.1);
    logProbs[row + other] = Math.log(0.8);
  }
  return { ...posteriors, logProbs };
};

const marginOf = (clause: string, posteriors: Posteriors): number | null => {
  const tokens = clause.split(' ').map((way) => clauseToken(way, way));
  const heard = decodeFreely(posteriors);
  const lattice = tokens.map((token) => [[token]]);
  const { steps } = alignEdits(tokens, heard, isFiller);
  const score = scoreClause(lattice, temper(posteriors, TEMPERING), (repeats) =>
    guideFrom(steps, heard, tokens.length, posteriors.frames, repeats),
  );
  return decoyMargin(score);
};

t.test('backwards in steps', async (t) => {
  t.same(backwardsInSteps([0, 1, 2, 3, 4, 5, 6], 1), [6, 5, 4, 3, 2, 1, 0]);
  t.same(backwardsInSteps([0, 1, 2, 3, 4, 5, 6], 2), [5, 3, 1, 6, 4, 2, 0]);
  t.same(backwardsInSteps([], 2), []);
});

/** Most items that keep their order. */
const mostInOrder = (order: readonly number[]): number => {
  const longest: number[] = [];
  for (const [at, value] of order.entries()) {
    longest.push(1 + Math.max(0, ...longest.filter((_, before) => order[before]! < value && before < at)));
  }
  return Math.max(0, ...longest);
};

t.test('every item once, and no more of them in order than the step', async () => {
  fc.assert(
    fc.property(fc.nat(30), fc.integer({ min: 1, max: 8 }), (length, step) => {
      const order = backwardsInSteps(
        Array.from({ length }, (_, at) => at),
        step,
      );
      return new Set(order).size === length && mostInOrder(order) <= step;
    }),
    { seed: 42, numRuns: 200 },
  );
});

t.test('what was read beats its words in other orders, clear or blurred', async (t) => {
  for (const seed of [1, 2, 3]) {
    const { posteriors } = speak(pinyin(CLAUSE), { seed });
    t.ok(marginOf(CLAUSE, posteriors)! > 5, 'clear');
    t.ok(marginOf(CLAUSE, blurred(posteriors, seed))! > 1.5, 'blurred');
  }
});

t.test('what was not read does not, clear or blurred', async (t) => {
  for (const seed of [1, 2, 3]) {
    const { posteriors } = speak(pinyin(OTHER), { seed });
    t.ok(marginOf(CLAUSE, posteriors)! < 1.5, 'clear');
    t.ok(marginOf(CLAUSE, blurred(posteriors, seed))! < 1.5, 'blurred');
  }
});

t.test('a clause without another order has no margin', async (t) => {
  const { posteriors } = speak(pinyin('san1 san1 san1 san1 san1'));
  t.equal(marginOf('san1 san1 san1 san1 san1', posteriors), null);
  t.equal(marginOf('san1 si4 wu3', posteriors), null);
});

t.test('so does a long clause, stretch by stretch', async (t) => {
  const random = randomNumbers(5);
  const words = `${CLAUSE} ${OTHER}`.split(' ');
  const long = Array.from({ length: 240 }, () => words[Math.floor(random() * words.length)]!).join(' ');
  const { posteriors } = speak(pinyin(long), { pauses: { 100: 1500 } });
  t.ok(marginOf(long, posteriors)! > 3);
});
