import type { AnswerEvidence } from './answer-evidence.js';
import type { Check, CheckName } from './check.js';
import type { ContentEvidence, TermEvidence, TokenEvidence } from './evidence.js';
import type { JudgeInput } from './gate.js';
import type { Policy } from './policy.js';

export const token = (ref: string, change: Partial<TokenEvidence> = {}): TokenEvidence => ({
  ref,
  op: 'match',
  rule: null,
  pinyinRef: null,
  pinyinHeard: null,
  startMs: 0,
  endMs: 200,
  score: 0.9,
  critical: false,
  source: { start: 0, end: 1 },
  ...change,
});

export const extra = (op: 'insertion' | 'repeat' | 'filler'): TokenEvidence =>
  token('', { ref: null, op, score: null, source: null });

export const term = (change: Partial<TermEvidence> = {}): TermEvidence => ({
  text: '不保证本金',
  kind: 'marked',
  outcome: 'said',
  tokens: [3, 7],
  llr: 4,
  competitor: '保证本金',
  competitorKind: 'negation_dropped',
  tone: null,
  ...change,
});

/** 本产品不保证本金安全 in one sentence; 不保证本金 is critical. */
const content: ContentEvidence = {
  coverage: 1,
  accuracy: 1,
  insertions: 0,
  heard: '',
  tokens: [...'本产品不保证本金安全'].map((ref) => token(ref)),
  criticalTerms: [term()],
  sentences: [{ index: 0, outcome: 'read', startMs: 0, endMs: 2000 }],
  scores: {
    meanLogPosterior: -0.1,
    worstPairLogPosterior: -0.4,
    worstMargin: 3,
    editCostPerToken: 0.05,
    longestInsertion: 0,
    longestDeletion: 0,
  },
  familiarity: { clarity: 5.5, decoyMargin: 4 },
};

const CHECKS: readonly CheckName[] = [
  'effective_speech_ms',
  'snr_db',
  'clipping_ratio',
  'level_dbfs',
  'bandwidth_hz',
  'leading_silence_ms',
  'trailing_silence_ms',
  'speech_rate',
  'voice_consistency',
  'joint_step_db',
  'joint_dip_db',
  'joint_fall_db',
];

const check = (name: CheckName): Check => ({
  name,
  value: 1,
  qualifiedRange: [0, null],
  outcome: 'pass',
  advice: null,
});

/** Fixed for the tests: calibrating the shipped policy changes no rule of judging. */
export const POLICY: Policy = {
  schema: 2,
  id: 'test',
  version: 1,
  thresholds: {
    worstPairPass: -1.9,
    worstPairFail: -6,
    worstTokenPass: -10,
    meanPass: -0.6,
    meanFail: -3,
    termSaid: 0.5,
    termContradicted: -6,
    toneSaid: 4,
    toneContradicted: -4,
    editPass: 0.35,
    editFail: 0.75,
    deletionRunPass: 1,
    deletionRunFail: 4,
    insertionRunPass: 2,
    insertionRunFail: 6,
    clarityMin: 4.5,
    decoyMarginMin: 1.5,
    effectiveSpeechMsMin: 800,
    snrDbMin: 12,
    clippingRatioMax: 0.01,
    levelDbfsMin: -40,
    levelDbfsMax: -3,
    bandwidthHzMin: 3000,
    edgeSilenceMsMin: 40,
    speechRateMax: 9.5,
    voiceConsistencyMin: 0.7,
    jointStepDbMax: 11,
    jointDipDbMax: 16,
    jointFallDbMax: 16,
    speakerAccept: 0.794,
    speakerReject: 0.66,
    speakerSpeechMsMin: 1500,
  },
  kinds: {},
  profiles: { mandarin: { support: 'validated' } },
  stamp: null,
};

/** Evidence that passes under this policy. */
export const HONEST: JudgeInput = {
  checks: CHECKS.map(check),
  content,
  speaker: { decision: 'ACCEPT', score: 0.9, thresholds: { accept: 0.794, reject: 0.66 } },
  dialect: { support: 'validated' },
  recording: { truncated: false },
};

export type Change = (input: JudgeInput) => JudgeInput;

export const withContent =
  (change: Partial<ContentEvidence>): Change =>
  (input) => ({ ...input, content: { ...input.content, ...change } });

export const withScores =
  (change: Partial<ContentEvidence['scores']>): Change =>
  (input) =>
    withContent({ scores: { ...input.content.scores, ...change } })(input);

/** Gives the tokens from `first` on an op and a score. */
export const withTokens =
  (first: number, count: number, change: Partial<TokenEvidence>): Change =>
  (input) =>
    withContent({
      tokens: input.content.tokens.map((it, at) => (at >= first && at < first + count ? { ...it, ...change } : it)),
    })(input);

export const withCheck =
  (name: CheckName, change: Partial<Check> = { outcome: 'fail' }): Change =>
  (input) => ({ ...input, checks: input.checks.map((it) => (it.name === name ? { ...it, ...change } : it)) });

export const withSpeaker =
  (decision: JudgeInput['speaker']['decision'], score: number | null = null): Change =>
  (input) => ({ ...input, speaker: { ...input.speaker, decision, score } });

export const reviewOnly: Change = (input) => ({ ...input, dialect: { support: 'review_only' } });
export const truncated: Change = (input) => ({ ...input, recording: { truncated: true } });

/** Honest evidence after these changes, in order. */
export const reading = (...changes: readonly Change[]): JudgeInput =>
  changes.reduce((input, change) => change(input), HONEST);

/** A clear yes. */
export const ANSWER: AnswerEvidence = {
  outcome: 'affirmative',
  expected: 'affirmative',
  form: '同意',
  polarity: 'affirmative',
  startMs: 300,
  endMs: 900,
  rival: '不同意',
  llr: 8,
  freeLlr: -0.1,
  questionHeard: false,
  lexicon: 'test',
};
