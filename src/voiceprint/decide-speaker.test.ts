import fc from 'fast-check';
import t from 'tap';
import { fileOfKind, modelForRole, readRegistry } from '../model/registry.js';
import { decideSpeaker, type HeardVoice, type SpeakerRules, type SpeakerState } from './decide-speaker.js';
import type { SpeakerDecision } from './decision.js';
import { EMBEDDED_VOICE } from './embedded-voice.js';
import type { VoiceBand, VoiceModelPolicy } from './voice-policy.js';

const LIMITS = { speakerAccept: 0.794, speakerReject: 0.6, speakerSpeechMsMin: 2400 };
const RULES: SpeakerRules = { limits: LIMITS, dialect: false };
const enrolled: Extract<SpeakerState, { kind: 'enrolled' }> = {
  kind: 'enrolled',
  template: Float32Array.of(1, 0),
  templateId: 'enr_1',
  voiceModel: EMBEDDED_VOICE.model,
};
const ofAnotherModel: typeof enrolled = { ...enrolled, voiceModel: 'e'.repeat(64) };
/** A unit vector with this cosine to the template. */
const at = (score: number): Float32Array => Float32Array.of(score, Math.sqrt(1 - score ** 2));
const heard = (score: number, change: Partial<HeardVoice> = {}): HeardVoice => ({
  voice: at(score),
  speechMs: 4000,
  snrDb: 30,
  bandwidthHz: 7500,
  multipleSpeakers: false,
  ...change,
});

interface Case {
  readonly says: string;
  readonly state?: SpeakerState;
  readonly heard: HeardVoice;
  readonly rules?: Partial<SpeakerRules>;
  readonly decision: SpeakerDecision;
}

const DIALECT = { dialect: true };

const CASES: readonly Case[] = [
  { says: 'like', heard: heard(0.9), decision: 'ACCEPT' },
  { says: 'in between', heard: heard(0.7), decision: 'UNSURE' },
  { says: 'as like as was enough without bands', heard: heard(0.795), decision: 'UNSURE' },
  { says: 'unlike', heard: heard(0.5), decision: 'REJECT' },
  { says: 'like enough for 3 s', heard: heard(0.825, { speechMs: 4999 }), decision: 'ACCEPT' },
  { says: 'not like enough for 5 s', heard: heard(0.825, { speechMs: 5000 }), decision: 'UNSURE' },
  { says: 'like, in dialect', heard: heard(0.9), rules: DIALECT, decision: 'ACCEPT' },
  { says: 'unlike, in dialect', heard: heard(0.5), rules: DIALECT, decision: 'UNSURE' },
  { says: 'like, in noise', heard: heard(0.9, { snrDb: 14 }), decision: 'UNSURE' },
  { says: 'unlike, in noise', heard: heard(0.1, { snrDb: 14 }), decision: 'UNSURE' },
  { says: 'like, in noise that was not measured', heard: heard(0.9, { snrDb: null }), decision: 'UNSURE' },
  { says: 'unlike, in noise that is NaN', heard: heard(0.1, { snrDb: Number.NaN }), decision: 'UNSURE' },
  { says: 'like, by telephone', heard: heard(0.9, { bandwidthHz: 3400 }), decision: 'UNSURE' },
  { says: 'unlike, by telephone', heard: heard(0.1, { bandwidthHz: 3400 }), decision: 'UNSURE' },
  { says: 'like, by another model', state: ofAnotherModel, heard: heard(0.99), decision: 'UNSURE' },
  { says: 'unlike, by another model', state: ofAnotherModel, heard: heard(-0.9), decision: 'UNSURE' },
  { says: 'like, by a policy of no model', heard: heard(0.99), rules: { voice: [] }, decision: 'UNSURE' },
  { says: 'short', heard: heard(0.99, { speechMs: 2999 }), decision: 'NOT_ENOUGH_SPEECH' },
  {
    says: 'short for this policy',
    heard: heard(0.99),
    rules: { limits: { ...LIMITS, speakerSpeechMsMin: 6000 } },
    decision: 'NOT_ENOUGH_SPEECH',
  },
  { says: 'of unknown length', heard: heard(0.9, { speechMs: Number.NaN }), decision: 'NOT_ENOUGH_SPEECH' },
  { says: 'silent', heard: heard(0.9, { voice: null }), decision: 'NOT_ENOUGH_SPEECH' },
  { says: 'two people', heard: heard(0.9, { multipleSpeakers: true }), decision: 'MULTIPLE_SPEAKERS' },
  { says: 'a zero vector', heard: heard(0, { voice: Float32Array.of(0, 0) }), decision: 'UNSURE' },
  { says: 'not asked for', state: { kind: 'not_requested' }, heard: heard(0.9), decision: 'NOT_REQUESTED' },
  { says: 'not enrolled', state: { kind: 'not_enrolled' }, heard: heard(0.9), decision: 'NOT_ENROLLED' },
  { says: 'opted out', state: { kind: 'opted_out' }, heard: heard(0.9), decision: 'OPTED_OUT' },
  { says: 'expired', state: { kind: 'expired' }, heard: heard(0.9), decision: 'EXPIRED' },
];

for (const { says, state = enrolled, heard, rules = {}, decision } of CASES) {
  t.test(`${says}: ${decision}`, async (t) => {
    const evidence = decideSpeaker(state, heard, { ...RULES, ...rules });
    t.equal(evidence.decision, decision);
    const compared = state.kind === 'enrolled';
    t.equal(evidence.score === null, !compared || heard.voice === null, 'a score only where voices were compared');
    t.equal(evidence.comparison !== undefined, compared);
  });
}

t.test('evidence says what was judged by what', async (t) => {
  const { score, ...evidence } = decideSpeaker(enrolled, heard(0.825), RULES);
  t.ok(Math.abs(score! - 0.825) < 1e-6);
  t.same(evidence, {
    decision: 'ACCEPT',
    thresholds: { accept: 0.82, reject: 0.6 },
    comparison: { speechMs: 4000, condition: 'clean', bandMinSpeechMs: 3000, llr: null, advice: null },
  });
  t.match(decideSpeaker(enrolled, heard(0.81, { snrDb: 3 }), RULES), {
    thresholds: { accept: 0.794, reject: 0.6 },
    comparison: { condition: 'noisy', bandMinSpeechMs: null, llr: null, advice: /噪声/ },
  });
  t.match(decideSpeaker(enrolled, heard(0.81, { speechMs: 2500 }), RULES).comparison, {
    bandMinSpeechMs: null,
    advice: /太短/,
  });
});

const CALIBRATED: VoiceModelPolicy = {
  model: ofAnotherModel.voiceModel,
  noisyBelowDb: 20,
  telephoneBelowHz: 3000,
  bands: {
    clean: [{ minSpeechMs: 2000, accept: 0.4, reject: 0.1, llr: { intercept: -20, slope: 30 } }],
    noisy: [{ minSpeechMs: 6000, accept: 0.5, reject: 0.2 }],
    dialect: [{ minSpeechMs: 4000, accept: 0.6, reject: 0.2 }],
  },
};

t.test('a policy brings figures of its own for a model and a condition', async (t) => {
  const rules = { limits: { ...LIMITS, speakerAccept: 0.3 }, voice: [CALIBRATED], dialect: false };
  const judge = (score: number, change: Partial<HeardVoice> = {}, dialect = false) =>
    decideSpeaker(ofAnotherModel, heard(score, change), { ...rules, dialect });
  t.match(judge(0.4), { decision: 'ACCEPT', comparison: { llr: -20 + 30 * judge(0.4).score! } });
  t.match(judge(0.05), { decision: 'REJECT' });
  t.match(judge(0.5), { decision: 'ACCEPT' });
  t.match(judge(0.5, {}, true), { decision: 'UNSURE', comparison: { condition: 'dialect', llr: null } });
  t.match(judge(0.7, { speechMs: 3999 }, true), { decision: 'NOT_ENOUGH_SPEECH' });
  t.match(judge(0.55, { speechMs: 6000, snrDb: 19 }), { decision: 'ACCEPT', comparison: { condition: 'noisy' } });
  t.match(judge(0, { speechMs: 6000, snrDb: 19 }), { decision: 'UNSURE' }, 'and still nobody is rejected in noise');
  t.match(judge(0.5, { speechMs: 6000, bandwidthHz: 2900 }), { decision: 'UNSURE' });
  t.match(decideSpeaker(enrolled, heard(0.9), { ...rules, dialect: false }), { decision: 'UNSURE' });
});

t.test('the figures are those of the model that is shipped', async (t) => {
  const manifest = await readRegistry('models/embedded');
  t.equal(fileOfKind(modelForRole(manifest, 'voice'), 'network').sha256, EMBEDDED_VOICE.model);
});

const RANK: Readonly<Partial<Record<SpeakerDecision, number>>> = { REJECT: 0, UNSURE: 1, ACCEPT: 2 };

const score = fc.double({ min: -1, max: 1, noNaN: true });
const figure = fc.option(fc.double({ min: -10, max: 8000 }), { freq: 10 });
const anyHeard = fc.record({
  speechMs: fc.double({ min: 0, max: 12_000 }),
  snrDb: fc.oneof(fc.double({ min: -10, max: 60 }), figure),
  bandwidthHz: figure,
  multipleSpeakers: fc.boolean(),
});
const band = fc
  .record({
    minSpeechMs: fc.integer({ min: 0, max: 8000 }),
    accept: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map((one): VoiceBand => ({ ...one, reject: one.accept / 2 }));
const bands = fc
  .array(band, { minLength: 1, maxLength: 3 })
  .map((all) => all.toSorted((a, b) => a.minSpeechMs - b.minSpeechMs));
const anyPolicy = fc.record({
  model: fc.constantFrom(EMBEDDED_VOICE.model, ofAnotherModel.voiceModel),
  noisyBelowDb: fc.double({ min: -10, max: 60, noNaN: true }),
  telephoneBelowHz: fc.double({ min: 0, max: 8000, noNaN: true }),
  bands: fc.record({ clean: bands, dialect: bands, noisy: bands, telephone: bands }, { requiredKeys: [] }),
});
const anyRules = fc.record({
  limits: fc.constant(LIMITS),
  dialect: fc.boolean(),
  voice: fc.option(fc.array(anyPolicy, { maxLength: 2 }), { nil: undefined }),
});

t.test('a more similar voice is never judged worse', async () => {
  fc.assert(
    fc.property(score, score, anyHeard, anyRules, (a, b, change, rules) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)].map((value) =>
        decideSpeaker(enrolled, heard(value, { ...change, multipleSpeakers: false }), rules),
      );
      return (RANK[low!.decision] ?? 0) <= (RANK[high!.decision] ?? 0);
    }),
  );
});

/** What was decided before there were bands and conditions. */
const before = (similarity: number, { speechMs, multipleSpeakers }: HeardVoice, dialect: boolean): SpeakerDecision => {
  if (multipleSpeakers) return 'MULTIPLE_SPEAKERS';
  if (!(speechMs >= LIMITS.speakerSpeechMsMin)) return 'NOT_ENOUGH_SPEECH';
  if (similarity >= LIMITS.speakerAccept) return 'ACCEPT';
  return !dialect && similarity < LIMITS.speakerReject ? 'REJECT' : 'UNSURE';
};

t.test(
  'bands and conditions only raise doubts: nothing is accepted, and nobody rejected, who was not before',
  async () => {
    fc.assert(
      fc.property(score, anyHeard, anyRules, (value, change, rules) => {
        const voice = heard(value, change);
        const now = decideSpeaker(enrolled, voice, rules);
        const then = before(now.score!, voice, rules.dialect);
        return now.decision === then || !['ACCEPT', 'REJECT'].includes(now.decision);
      }),
      { numRuns: 2000 },
    );
  },
);

t.test('without 3 s of speech, in noise and by telephone the embedded model accepts and rejects nobody', async () => {
  fc.assert(
    fc.property(score, anyHeard, fc.constantFrom('short', 'noisy', 'telephone'), (value, change, why) => {
      const poor = { short: { speechMs: 2999.9 }, noisy: { snrDb: 14.9 }, telephone: { bandwidthHz: 4199 } }[why];
      const { decision } = decideSpeaker(enrolled, heard(value, { ...change, ...poor }), RULES);
      return decision !== 'ACCEPT' && decision !== 'REJECT';
    }),
  );
});

t.test('what was decided before stands, whatever is heard now', async (t) => {
  const evidence = { decision: 'REJECT', score: 0.41, thresholds: { accept: 0.7, reject: 0.5 } } as const;
  t.equal(decideSpeaker({ kind: 'recorded', evidence }, heard(0.9), RULES), evidence);
});
