import t from 'tap';
import { speak, syllablesOf } from '../align/synthetic-speech.fixture.js';
import { ACCENT_PROFILES } from '../text/accent-profile-list.js';
import { shippedPolicies } from '../verdict/policies.js';
import type { Policy } from '../verdict/policy.js';
import { EMBEDDED_VOICE } from '../voiceprint/embedded-voice.js';
import { chooseProfile } from './choose-profile.js';
import type { HeardReading } from './hear-reading.js';
import { hear, MILD_POLICY, NO_JOINTS } from './heard-reading.fixture.js';
import { judgeReading } from './judge-reading.js';
import type { JudgedRequest } from './score-reading.js';

const TEXT = '本产品不保证本金安全。年化利率为3.5%，投资期限为五年。';
const REQUEST: JudgedRequest = { clauseText: TEXT, criticalTerms: [], dialectHint: null };
const NOBODY = { kind: 'not_requested' } as const;
const noTime = () => 0;
const policy = MILD_POLICY;
const judged = (heard: HeardReading, request: Partial<JudgedRequest> = {}) =>
  judgeReading(heard, { ...REQUEST, ...request }, policy, NOBODY, noTime);
const codes = ({ reasons }: ReturnType<typeof judged>) => reasons.map(({ code }) => code);

t.test('a good recording of an honest reading passes without reasons', async (t) => {
  const judgement = judged(hear(TEXT));
  t.equal(judgement.verdict, 'pass');
  t.same(judgement.reasons, []);
  t.match(judgement, {
    dialect: { label: 'mandarin', source: 'default', support: 'validated' },
    speaker: { decision: 'NOT_REQUESTED', score: null },
    recording: { container: 'wav', sampleRateHz: 16_000 },
    decoder: 'ffmpeg 1',
    speakerTemplate: null,
    policy: { id: policy.id, version: policy.version, thresholds: policy.thresholds },
    models: [{ id: 'test' }],
    alignMs: 0,
  });
});

t.test('an unknown dialect is judged as standard Mandarin and never passes', async (t) => {
  const judgement = judged(hear(TEXT), { dialectHint: 'klingon' });
  t.match(judgement.dialect, { label: 'unknown', source: 'hint', support: 'review_only' });
  t.equal(judgement.verdict, 'review');
  t.same(codes(judgement), ['DIALECT_NOT_VALIDATED']);
  t.same(judgement.content, judged(hear(TEXT)).content);
});

t.test('a known dialect is named by its profile, whatever the caller calls it', async (t) => {
  t.match(chooseProfile('四川').dialect, { label: 'southwestern', source: 'hint' });
  t.match(chooseProfile('Putonghua').dialect, { label: 'mandarin', source: 'hint' });
  t.match(judged(hear(TEXT), { dialectHint: 'Putonghua' }), { verdict: 'pass', dialect: { support: 'validated' } });
  t.equal(judged(hear(TEXT), { dialectHint: 'sichuan' }).verdict, 'review');
});

t.test('what was changed, left out or denied does not pass', async (t) => {
  for (const said of [
    TEXT.replace('不', ''),
    TEXT.replace('安全', '不安全'),
    TEXT.replace('3.5', '3.8'),
    TEXT.replace('五年', '十五年'),
    TEXT.replace('投资', '我们推荐的投资'),
    TEXT.replace('年化利率为3.5%，', ''),
    '今天天气很好我们去公园散步吧',
  ]) {
    const judgement = judged(hear(said));
    t.not(judgement.verdict, 'pass', said);
    t.ok(judgement.reasons.length > 0);
  }
});

t.test('a term that the caller marks has its own gate', async (t) => {
  const { content } = judged(hear(TEXT), { criticalTerms: ['投资期限'] });
  t.match(
    content.criticalTerms.find(({ kind }) => kind === 'marked'),
    { text: '投资期限', outcome: 'said' },
  );
});

t.test('what the recogniser imagines outside speech is nobody’s speech', async (t) => {
  const heard = hear(`${TEXT}我们推荐的投资`);
  const { posteriors, spans } = speak(syllablesOf(`${TEXT}我们推荐的投资`));
  const endMs = spans[syllablesOf(TEXT).length - 1]![1] * posteriors.frameMs - 180;
  const masked = judged({ ...heard, analysis: { ...heard.analysis, speech: [{ startMs: 0, endMs }] } });
  t.ok(judged(heard).content.insertions > 0);
  t.equal(masked.content.insertions, 0);
});

t.test('a poor recording of an honest reading is for review', async (t) => {
  const heard = hear(TEXT);
  const noisy = judged({ ...heard, quality: { ...heard.quality, snrDb: 3 } });
  t.equal(noisy.verdict, 'review');
  t.same(codes(noisy), ['AUDIO_QUALITY']);
  const cut = judged({ ...heard, audio: { ...heard.audio, truncated: true } });
  t.equal(cut.verdict, 'review');
  t.ok(codes(cut).includes('RECORDING_TRUNCATED'));
});

t.test('a recording without a frame is judged, not passed', async (t) => {
  const heard = hear(TEXT);
  const { posteriors } = heard.analysis;
  const none = { ...posteriors, frames: 0, logProbs: new Float32Array(0) };
  const { verdict, content } = judged({ ...heard, analysis: { ...heard.analysis, posteriors: none } });
  t.not(verdict, 'pass');
  t.equal(content.coverage, 0);
});

t.test('the voice is compared with the enrolled one', async (t) => {
  const heard = hear(TEXT);
  const voiced = { ...heard, analysis: { ...heard.analysis, voice: Float32Array.of(1, 0), voiceSpeechMs: 4_000 } };
  const by = (template: Float32Array, voiceModel = EMBEDDED_VOICE.model) =>
    judgeReading(voiced, REQUEST, policy, { kind: 'enrolled', template, templateId: 'enr_1', voiceModel }, noTime);
  t.match(by(Float32Array.of(1, 0)), { verdict: 'pass', speaker: { decision: 'ACCEPT' }, speakerTemplate: 'enr_1' });
  t.match(by(Float32Array.of(0, 1)), { verdict: 'fail', speaker: { decision: 'REJECT' } });
  for (const template of [Float32Array.of(1, 0), Float32Array.of(0, 1)]) {
    t.match(by(template, 'another model'), { verdict: 'review', speaker: { decision: 'UNSURE' } });
  }
  t.equal(judgeReading(voiced, REQUEST, policy, { kind: 'not_enrolled' }, noTime).speaker.decision, 'NOT_ENROLLED');
});

t.test('two voices in one recording are for review, whether a speaker was named or not', async (t) => {
  const heard = hear(TEXT);
  const voice = { voice: Float32Array.of(1, 0), voiceSpeechMs: 4_000, voiceConsistency: 0.5 };
  const two = { ...heard, analysis: { ...heard.analysis, ...voice } };
  const template = Float32Array.of(1, 0);
  const named = judgeReading(
    two,
    REQUEST,
    policy,
    { kind: 'enrolled', template, templateId: 'tpl_1', voiceModel: EMBEDDED_VOICE.model },
    noTime,
  );
  t.match(named, { verdict: 'review', speaker: { decision: 'MULTIPLE_SPEAKERS' } });
  for (const judgement of [named, judged(two)]) t.same(codes(judgement), ['MULTIPLE_SPEAKERS']);
  const spans = heard.analysis.voiceSpans;
  t.match(named, { voices: spans, reasons: [{ message: /约第1\.0秒/ }] }, 'a reviewer learns where');
  t.equal(judged(heard).voices, undefined, 'nobody is told of two voices where one was heard');
  const short = { ...heard, analysis: { ...heard.analysis, voiceConsistency: null } };
  t.equal(judged(short).verdict, 'pass', 'a recording too short to hold two voices is not held up');
});

t.test('a reading that was accepted as a whole, but read in part by another voice, is for review', async (t) => {
  const heard = hear(TEXT);
  const stretch = (startMs: number, voice: Float32Array) => ({
    startMs,
    endMs: startMs + 1500,
    seconds: 1.5,
    voice,
    pitch: { semitones: 90, frames: 60 },
  });
  const own = Float32Array.of(1, 0);
  const parts = [stretch(0, own), stretch(1600, own), stretch(3200, Float32Array.of(0.4, Math.sqrt(0.84)))];
  const by = (voiceStretches: typeof parts) => {
    const analysis = { ...heard.analysis, voice: own, voiceSpeechMs: 4_500, voiceStretches };
    return judgeReading(
      { ...heard, analysis },
      REQUEST,
      policy,
      { kind: 'enrolled', template: own, templateId: 'enr_1', voiceModel: EMBEDDED_VOICE.model },
      noTime,
    );
  };
  const judgement = by(parts);
  t.match(judgement, { verdict: 'review', speaker: { decision: 'MULTIPLE_SPEAKERS', parts: [{}, { voice: 'B' }] } });
  t.match(judgement.reasons, [{ code: 'MULTIPLE_SPEAKERS', message: /约第3\.2秒/ }]);
  t.equal(by(parts.slice(0, 2)).verdict, 'pass');
});

t.test('a recording that seems put together is for review, and the reason says where', async (t) => {
  const heard = hear(TEXT);
  const joints = NO_JOINTS.map((joint) => (joint.kind === 'dip' ? { ...joint, db: 40, atMs: 2_440 } : joint));
  const judgement = judged({ ...heard, analysis: { ...heard.analysis, joints } });
  t.equal(judgement.verdict, 'review');
  t.match(judgement.reasons, [{ code: 'RECORDING_SPLICED', message: /约第2.4秒/ }]);
  t.match(
    judgement.checks.find(({ name }) => name === 'joint_dip_db'),
    { value: 40, outcome: 'review', atMs: 2_440 },
  );
});

t.test('the same hearing, request and policy give the same judgement', async (t) => {
  t.same(judged(hear(TEXT.replace('3.5', '3.8'))), judged(hear(TEXT.replace('3.5', '3.8'))));
});

t.test('only the stopwatch tells how long it took', async (t) => {
  let now = 100;
  const stopwatch = () => {
    now += 7.4;
    return now;
  };
  t.equal(judgeReading(hear(TEXT), REQUEST, policy, NOBODY, stopwatch).alignMs, 7);
});

/** Somebody who flattens zh ch sh everywhere but in the term. */
const ACCENTED = '本人知晓市场价值走势，这支产品适合中长期持有，是正式承诺，不保证本金。';
const FLATTENED = '本人滋晓似藏价资走似，这资产品似合宗藏期词有，似赠似层诺，';
const lifted = {
  ...policy,
  profiles: Object.fromEntries(ACCENT_PROFILES.map(({ id }) => [id, { support: 'validated' as const }])),
};
const judgedIn = (said: string, chosen: Policy, dialectHint: string | null = null) =>
  judgeReading(hear(said), { ...REQUEST, clauseText: ACCENTED, dialectHint }, chosen, NOBODY, noTime);

t.test(
  'an accent that nobody named is estimated from the reading, and is for review unless it was validated',
  async (t) => {
    const said = `${FLATTENED}不保证本金。`;
    t.not(judgedIn(said, lifted, 'mandarin').verdict, 'pass', 'as standard Mandarin these are other words');
    const judgement = judgedIn(said, policy);
    t.match(judgement, { verdict: 'review', dialect: { source: 'estimated', support: 'review_only' } });
    t.ok(codes(judgement).includes('DIALECT_NOT_VALIDATED'));
    t.ok(judgement.dialect.confidence! > 0 && judgement.dialect.confidence! <= 1);
    t.ok(judgement.content.tokens.filter(({ op }) => op === 'accent_variant').length > 8);
    t.match(judgedIn(said, lifted), { verdict: 'pass', dialect: { source: 'estimated', support: 'validated' } });
  },
);

t.test('a reading that passes as standard Mandarin needs no accent', async (t) => {
  t.match(judgedIn(ACCENTED, policy), {
    verdict: 'pass',
    dialect: { label: 'mandarin', source: 'default', confidence: null },
  });
});

const QUESTION = { ...REQUEST, clauseText: '您是否同意？' };
const ASKED = { expected: 'affirmative', acceptedPhrases: [], rejectedPhrases: [] } as const;
/** Synthetic silence is not as sharp as a model's: margins are about half. */
const answerLimits = { ...shippedPolicies()[0]!.kinds.answer, termSaid: 1.8 };
const answering = { ...policy, kinds: { answer: answerLimits } };
const repliedUnder = (said: string, chosen: Policy) =>
  judgeReading(hear(said), { ...QUESTION, answer: ASKED }, chosen, NOBODY, noTime);

t.test('an answer is judged by the thresholds for answers', async (t) => {
  t.equal(repliedUnder('我同意', answering).verdict, 'pass');
  t.equal(repliedUnder('我不同意', answering).verdict, 'fail');
});

t.test('a policy that has no thresholds for answers passes none and fails none', async (t) => {
  const { termSaid: _, ...partly } = answerLimits;
  for (const kinds of [{}, { answer: { effectiveSpeechMsMin: 100 } }, { answer: partly }]) {
    for (const said of ['我同意', '我不同意']) {
      const judgement = repliedUnder(said, { ...policy, kinds });
      t.equal(judgement.verdict, 'review', said);
      t.same(codes(judgement), ['ANSWER_UNCLEAR']);
      t.match(judgement.content.answer, { outcome: 'unclear', form: said }, 'what was heard is told');
    }
  }
});

t.test('an estimated accent does not change what counts as a critical term', async (t) => {
  for (const term of ['保证本金。', '不保赠本金。']) {
    const { verdict, content } = judgedIn(`${FLATTENED}${term}`, lifted);
    t.not(verdict, 'pass', term);
    t.not(content.criticalTerms[0]!.outcome, 'said', term);
  }
});

/** The same recording through a recogniser that is less sure of everything. */
const unsurely = ({ analysis, ...rest }: HeardReading): HeardReading => {
  const { posteriors } = analysis;
  const logProbs = posteriors.logProbs.map((value) => 0.6 * value);
  return { ...rest, analysis: { ...analysis, posteriors: { ...posteriors, logProbs } } };
};

t.test(
  'an accent that the recogniser does not know is no standard Mandarin, and no other that could be named',
  async (t) => {
    const said = TEXT.replace('安全', '大概').replace('期限', '今天');
    const known = judged(hear(said));
    t.match(known, { verdict: 'fail', dialect: { label: 'mandarin', source: 'default' } });
    const unknown = judged(unsurely(hear(said)));
    t.match(unknown, { verdict: 'review', dialect: { label: 'unknown', source: 'estimated', support: 'review_only' } });
    t.ok(codes(unknown).includes('ACCENT_UNFAMILIAR'));
    const named = judged(unsurely(hear(said)), { dialectHint: 'mandarin' });
    t.match(named, { verdict: 'review', dialect: { label: 'mandarin', source: 'hint' } });
    t.ok(codes(named).includes('ACCENT_UNFAMILIAR'), 'whoever speaks, the caller may be mistaken');
    const other = judged(unsurely(hear('今天天气很好我们一起去公园散步吧下午再回家吃饭')));
    t.match(other, { verdict: 'fail', dialect: { label: 'mandarin', source: 'default' } });
  },
);
