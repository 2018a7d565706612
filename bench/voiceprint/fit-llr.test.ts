import t from 'tap';
import { seededRandom } from '../seeded-random.js';
import type { SpeakerScores } from './comparisons.js';
import { fitLlr, rejectOf, thresholdAtFar } from './fit-llr.js';

const random = seededRandom(5);
const gauss = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
const [GENUINE, IMPOSTOR, SPREAD] = [0.8, 0.5, 0.1];
const speakers = (impostors: number): readonly SpeakerScores[] =>
  Array.from({ length: 40 }, () => ({
    genuine: Array.from({ length: 100 }, () => GENUINE + SPREAD * gauss()),
    impostor: Array.from({ length: impostors }, () => IMPOSTOR + SPREAD * gauss()),
  }));

t.test(
  'of two normal distributions the ratio is the known line, however many trials of a kind there are',
  async (t) => {
    const slope = (GENUINE - IMPOSTOR) / SPREAD ** 2;
    for (const impostors of [100, 1_000]) {
      const line = fitLlr(speakers(impostors));
      t.ok(Math.abs(line.slope / slope - 1) < 0.1, `slope ${line.slope}, true ${slope}`);
      t.ok(Math.abs(line.intercept + line.slope * ((GENUINE + IMPOSTOR) / 2)) < 0.3, 'zero in the middle');
    }
  },
);

t.test('kinds that a gap parts still give a finite, rising line', async (t) => {
  const { slope, intercept } = fitLlr([{ genuine: [0.9, 0.91], impostor: [0.1, 0.2] }]);
  t.ok(Number.isFinite(intercept) && slope > 0 && Number.isFinite(slope));
});

t.test('a threshold accepts at most the wanted share of impostors, and no lower one does', async (t) => {
  const all = speakers(100);
  const impostors = all.flatMap(({ impostor }) => impostor);
  const share = (from: number) => impostors.filter((score) => score >= from).length / impostors.length;
  const threshold = thresholdAtFar(all, 0.01);
  t.ok(share(threshold) <= 0.01);
  t.ok(share(threshold - 0.01) > 0.01);
  t.equal(thresholdAtFar([{ genuine: [0.1], impostor: [0.9] }], 0.001), Number.POSITIVE_INFINITY);
});

t.test('at most one genuine trial of a thousand lies below the limit of rejection', async (t) => {
  const all = speakers(1);
  const genuine = all.flatMap((one) => one.genuine);
  t.ok(genuine.filter((score) => score < rejectOf(all)).length / genuine.length <= 0.001);
  t.equal(rejectOf([]), -1);
});
