import t from 'tap';
import { dataset, utterance } from '../calibrate/sample-calibration.fixture.js';
import type { Dataset } from '../dataset/utterance.js';
import { corporaOf } from './corpora.js';
import { equalError, minimumCost, operatingAtFar, poolScores, tradeOff } from './error-rates.js';
import { voiceSection } from './voice-sections.js';

const SPEAKERS = Array.from({ length: 12 }, (_, person) => ({
  genuine: Array.from({ length: 20 }, (_, at) => 0.6 + 0.02 * ((at + person) % 20)),
  impostor: Array.from({ length: 50 }, (_, at) => 0.2 + 0.01 * ((at + person) % 50)),
}));
const SCORES = poolScores(SPEAKERS);

t.test('least cost: nothing when the scores are apart, 1 when nothing tells them apart', async (t) => {
  t.equal(minimumCost(poolScores([{ genuine: [0.8, 0.9], impostor: [0.1, 0.2] }])), 0);
  t.equal(minimumCost(poolScores([{ genuine: [0.1, 0.2], impostor: [0.8, 0.9] }])), 1);
  const cost = minimumCost(SCORES);
  t.ok(cost > 0 && cost < 1, String(cost));
  // At the threshold of EER both terms are paid: the least cost is no greater.
  const { frr, far } = equalError(SCORES);
  t.ok(cost <= (0.01 * frr + 0.99 * far) / 0.01);
});

t.test('the trade-off goes from few false accepts to many', async (t) => {
  const points = tradeOff(SCORES, 20);
  t.ok(points.length > 3);
  t.ok(points.every(({ frr, far }) => frr > 0 && frr < 1 && far > 0 && far < 1));
  t.ok(points.slice(1).every(({ frr, far }, at) => far >= points[at]!.far && frr <= points[at]!.frr));
  t.ok(operatingAtFar(SCORES, 0.01).far <= 0.03, 'equal scores move together');
});

const many = (name: string, speakers: number, each: number, durationMs: number): Dataset =>
  dataset(
    name,
    Array.from({ length: speakers * each }, (_, at) =>
      utterance(name, `${name}${at % speakers}`, { id: `${name}/${at}`, durationMs }),
    ),
  );

t.test('each set is a corpus; words are joined too; single recordings are impostors of the few', async (t) => {
  const corpora = corporaOf([many('words', 12, 6, 2_000), many('two', 2, 6, 4_000), many('lone', 15, 1, 4_000)]);
  t.match(corpora, [
    { name: 'words', joined: 1 },
    { name: 'words, 2 words a reading', joined: 2 },
    { name: 'words, 3 words a reading', joined: 3 },
    { name: 'two + lone', joined: 1 },
  ]);
  t.equal(corpora.length, 4);
  t.equal(corpora[3]?.utterances.length, 27);
});

t.test('a section states every figure with an interval over speakers', async (t) => {
  const trials = [{ system: 'm', takes: 1, speakers: SPEAKERS }];
  const takes = [{ system: 'm', same: [0.8, 0.9], mixed: [0.3, 0.4] }];
  const cuts = [{ system: 'm', heardMs: 800, speakers: SPEAKERS }];
  const corpus = { name: 'a set', voice: 'human', readings: 240, trials, cuts, takes } as const;
  const options = { thresholds: { speakerAccept: 0.75, speakerReject: 0.6 }, policy: 'default/2', seed: 1 };
  const { id, blocks } = voiceSection(corpus, options);
  t.equal(id, 'a-set');
  t.same(
    blocks.map(({ type }) => type),
    ['table', 'table', 'line', 'table', 'table'],
  );
  const [errors] = blocks;
  if (errors?.type !== 'table') throw new Error('a table is expected');
  t.match(errors.rows[0]?.[4], { method: 'speaker_bootstrap', speakers: 12 });
  const apart = SPEAKERS.map(() => ({ genuine: [0.9, 0.95], impostor: [0.1, 0.2] }));
  t.match(voiceSection({ ...corpus, trials: [{ system: 'm', takes: 1, speakers: apart }] }, options).blocks[1], {
    rows: [[/m/, { value: 0, high: 3 / 12, method: 'rule_of_three_speakers' }]],
  });
  const alone = voiceSection({ ...corpus, trials: [{ system: 'm', takes: 1, speakers: [SPEAKERS[0]!] }] }, options);
  t.match(alone.blocks[0], { rows: [[/m/, 1, 20, 50, { method: 'none' }]] });
});
