import t from 'tap';
import { effectiveThresholds } from '../../src/verdict/effective-thresholds.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { EMBEDDED_VOICE } from '../../src/voiceprint/embedded-voice.js';
import { seededRandom } from '../seeded-random.js';
import { comparisonsOf, decisionOf, type HeardReading, halvesScores, type VoiceRules } from './comparisons.js';
import { WHOLE } from './hear-voices.js';
import { readingsOf } from './readings.js';
import { voiceSection } from './voice-sections.js';
import { voiceTrials } from './voice-trials.js';

const recordings = (speakers: number, each: number) =>
  Array.from({ length: speakers * each }, (_, at) => ({ id: `r${at}`, speaker: `s${Math.floor(at / each)}` }));

const RULES: VoiceRules = {
  model: EMBEDDED_VOICE.model,
  thresholds: effectiveThresholds(shippedPolicies()[0]!, 'reading', 'mandarin'),
  voice: [EMBEDDED_VOICE],
};

/** Each speaker has a direction of their own and a little of the next one's. */
const SPEAKERS = 12;
const voiceOf = (speaker: string, turn: number): Float32Array => {
  const at = Number(speaker.slice(1));
  const vector = new Float32Array(SPEAKERS);
  vector[at] = Math.cos(turn);
  vector[(at + 1) % SPEAKERS] = Math.sin(turn);
  return vector;
};

const heardReadings = (): readonly HeardReading[] => {
  const random = seededRandom(3);
  return readingsOf(recordings(SPEAKERS, 4)).map((reading) => ({
    reading,
    heard: {
      cuts: [WHOLE, 1_000, 3_000].map((lengthMs) => ({
        lengthMs,
        voice: voiceOf(reading.speaker, random()),
        speechMs: lengthMs || 4_000,
      })),
      halves: [voiceOf(reading.speaker, random()), voiceOf(reading.speaker, random())],
      snrDb: 30,
      bandwidthHz: 7_000,
    },
  }));
};

t.test('halves of a speaker share no recording; many recordings make blocks, too few none', async (t) => {
  const readings = readingsOf([...recordings(1, 4), { id: 'x', speaker: 'lone' }]);
  t.same(
    readings.map(({ parts, pairing, half }) => [pairing, half, parts.map(({ id }) => id).join()]),
    [
      [0, 0, 'r0,r1'],
      [0, 1, 'r2,r3'],
      [1, 0, 'r0,r2'],
      [1, 1, 'r1,r3'],
    ],
  );
  t.equal(readingsOf(recordings(1, 15)).length, 4);
  t.equal(readingsOf(recordings(1, 16)).length, 8);
  t.equal(readingsOf(recordings(1, 400)).length, 40, 'at most ten blocks');
});

t.test('a reading is never tried against a recording of its own', async (t) => {
  const readings = heardReadings();
  const comparisons = comparisonsOf(readings, readings, 3_000);
  for (const { enrolled, tried, genuine } of comparisons) {
    const shared = enrolled.reading.parts.filter((part) => tried.reading.parts.includes(part));
    if (shared.length > 0) t.fail(`${enrolled.reading.id} and ${tried.reading.id}`);
    if (genuine !== (enrolled.reading.speaker === tried.reading.speaker)) t.fail('who is who');
  }
  t.equal(comparisons.filter(({ genuine }) => genuine).length, 4 * SPEAKERS);
  t.equal(comparisons.filter(({ genuine }) => !genuine).length, 4 * SPEAKERS * 2 * (SPEAKERS - 1));
  t.equal(comparisonsOf(readings, readings, 5_000).length, 0, 'nobody speaks that long');
});

t.test('decisions are those of the service', async (t) => {
  const readings = heardReadings();
  const [first] = comparisonsOf(readings, readings, 3_000);
  const near = { ...first!, cut: { ...first!.cut, voice: first!.enrolled.heard.cuts[0]!.voice } };
  t.equal(decisionOf(near, RULES).decision, 'ACCEPT');
  t.equal(decisionOf({ ...near, cut: { ...near.cut, speechMs: 1_000 } }, RULES).decision, 'NOT_ENOUGH_SPEECH');
  t.equal(decisionOf(near, { ...RULES, model: 'f'.repeat(64) }).decision, 'UNSURE');
});

t.test('a section states every figure with an interval, and says when thresholds were chosen on it', async (t) => {
  const readings = heardReadings();
  const cuts = [1_000, 3_000].map((lengthMs) => ({
    condition: 'as recorded',
    lengthMs,
    comparisons: comparisonsOf(readings, readings, lengthMs),
  }));
  const halves = { same: halvesScores(readings, true), other: halvesScores(readings, false) };
  const judges = [{ policy: 'default', rules: RULES }];
  const section = voiceSection({ name: 'a set', voice: 'human', note: 'held out', cuts, halves, judges }, 1);
  t.match(section, { id: 'a-set', note: 'held out' });
  t.same(
    section.blocks.map(({ type }) => type),
    ['table', 'table', 'table', 'table', 'line'],
  );
  const [errors, decisions, bands] = section.blocks;
  if (errors?.type !== 'table' || decisions?.type !== 'table' || bands?.type !== 'table')
    throw new Error('tables first');
  t.equal(errors.rows.length, 2);
  t.match(errors.rows[1]!.slice(0, 5), ['as recorded, 3 s', 12, 48, 1056, { speakers: 12 }]);
  t.match(decisions.rows[0]![1], { value: 0, hits: 0 }, 'a second is never enough');
  t.match(decisions.rows[0]![7], { value: 1 });
  t.same(
    bands.rows.map(([name, accept]) => [name, accept]),
    [['as recorded, 3 s', 0.82]],
  );
  const facts = { system: 'm', corpus: 'a set', voice: 'human', rules: RULES } as const;
  const trials = voiceTrials(cuts[1]!, facts, seededRandom(1));
  t.equal(trials.filter(({ wanted }) => wanted === 'accept').length, 48);
  t.equal(trials.filter(({ wanted }) => wanted === 'reject').length, 48 * 20);
});
