import t from 'tap';
import { effectiveThresholds } from '../../src/verdict/effective-thresholds.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { dataset, utterance } from '../calibrate/sample-calibration.fixture.js';
import type { Dataset } from '../dataset/utterance.js';
import { seededRandom } from '../seeded-random.js';
import { corporaOf } from './corpora.js';
import { listedPairs } from './trials.js';
import { voiceSection } from './voice-sections.js';
import { voiceTrial } from './voice-trials.js';

const SPEAKERS = Array.from({ length: 12 }, (_, person) => ({
  genuine: Array.from({ length: 20 }, (_, at) => 0.6 + 0.02 * ((at + person) % 20)),
  impostor: Array.from({ length: 50 }, (_, at) => 0.2 + 0.01 * ((at + person) % 50)),
}));

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
  const limits = [{ thresholds: { speakerAccept: 0.75, speakerReject: 0.6 }, policy: 'default/2' }];
  const options = { limits, seed: 1 };
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
    rows: [[/m/, 'default/2', { value: 0, high: 3 / 12, method: 'rule_of_three_speakers' }]],
  });
  const alone = voiceSection({ ...corpus, trials: [{ system: 'm', takes: 1, speakers: [SPEAKERS[0]!] }] }, options);
  t.match(alone.blocks[0], { rows: [[/m/, 1, 20, 50, { method: 'none' }]] });
});

const voice = (angle: number): Float32Array => Float32Array.of(Math.cos(angle), Math.sin(angle));
const READINGS = ['a', 'b', 'c'].flatMap((speaker, person) =>
  [0, 1, 2, 3].map((take) => ({
    id: `${speaker}${take}`,
    speaker,
    voice: voice(person + take / 20),
    speechMs: take === 3 ? 500 : 4_000,
    speech: new Float32Array(0),
  })),
);

t.test('the same pairs are listed whatever the voices, and decided as the service would', async (t) => {
  const pairs = listedPairs(READINGS, 3, seededRandom(1));
  t.equal(pairs.filter(({ genuine }) => genuine).length, 12, 'each speaker, each way to leave one out');
  const other = listedPairs(
    READINGS.map((one) => ({ ...one, voice: voice(0) })),
    3,
    seededRandom(1),
  );
  const thresholds = effectiveThresholds(shippedPolicies()[0]!, 'reading', 'mandarin');
  const facts = { system: 's', corpus: 'a set', voice: 'human', thresholds } as const;
  const trials = pairs.map((pair) => voiceTrial(pair, facts));
  t.same(
    trials.map(({ id }) => id),
    other.map((pair) => voiceTrial(pair, facts).id),
  );
  t.equal(new Set(trials.map(({ id }) => id)).size, trials.length);
  t.match(
    trials.find(({ id }) => id === 'a set: a1, a2, a3 > a0'),
    { speaker: 'a', kind: 'genuine, 3 takes', wanted: 'accept', outcome: 'ACCEPT', detail: /similarity 0\.99/ },
  );
  t.match(
    trials.find(({ id }) => id === 'a set: a0, a1, a2 > a3'),
    { outcome: 'NOT_ENOUGH_SPEECH' },
  );
  t.match(
    trials.find(({ id }) => id === 'a set: a0, a1, a2 > c0'),
    { speaker: 'a', kind: 'impostor, 3 takes', wanted: 'reject', outcome: 'REJECT' },
  );
});
