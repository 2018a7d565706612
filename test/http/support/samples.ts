import type { Clause } from '../../../src/clause/clause.js';
import type { Policy } from '../../../src/verdict/policy.js';
import type { DeletionReceipt } from '../../../src/verification/deletion-receipt.js';
import type { ReplayReport } from '../../../src/verification/replay-report.js';
import type { Enrolment, Speaker } from '../../../src/verification/use-cases.js';
import type { Judgement, Verification, VerificationRequest } from '../../../src/verification/verification.js';

/** One second of a quiet 440 Hz tone: 16 kHz, mono, 16 bit. */
export const wav = (seconds = 1): Buffer => {
  const samples = Math.round(16_000 * seconds);
  const file = Buffer.alloc(44 + samples * 2);
  file.write('RIFF', 0).toString();
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(16_000, 24);
  file.writeUInt32LE(32_000, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples * 2, 40);
  for (let at = 0; at < samples; at++) {
    file.writeInt16LE(Math.round(Math.sin((at * 440 * 2 * Math.PI) / 16_000) * 6_000), 44 + at * 2);
  }
  return file;
};

export const CLAUSE: Clause = {
  id: 'risk-1',
  version: 2,
  text: '本产品不保证本金，期限{term}年。',
  slots: { term: 'number' },
  criticalTerms: ['不保证本金'],
};

export const POLICY: Policy = {
  schema: 2,
  id: 'default',
  version: 7,
  thresholds: {
    worstPairPass: -1.5,
    worstPairFail: -4,
    worstTokenPass: -60,
    meanPass: -0.5,
    meanFail: -2,
    termSaid: 2,
    termContradicted: -2,
    toneSaid: 4,
    toneContradicted: -4,
    editPass: 0.1,
    editFail: 0.4,
    deletionRunPass: 0,
    deletionRunFail: 3,
    insertionRunPass: 1,
    insertionRunFail: 4,
    clarityMin: 4.5,
    decoyMarginMin: 1.5,
    effectiveSpeechMsMin: 500,
    snrDbMin: 20,
    clippingRatioMax: 0.01,
    levelDbfsMin: -45,
    levelDbfsMax: -3,
    bandwidthHzMin: 3_000,
    edgeSilenceMsMin: 50,
    speechRateMax: 9,
    speakerAccept: 0.6,
    speakerReject: 0.3,
    speakerSpeechMsMin: 1_500,
    voiceConsistencyMin: 0.7,
    jointStepDbMax: 11,
    jointDipDbMax: 16,
    jointFallDbMax: 16,
  },
  kinds: {},
  profiles: { mandarin: { support: 'validated' } },
  stamp: null,
};

export const REQUEST: VerificationRequest = {
  clauseId: null,
  clauseVersion: null,
  clauseText: '本产品不保证本金。',
  criticalTerms: [],
  outerBusinessId: null,
  speakerId: null,
  consentId: null,
  dialectHint: null,
  attemptNo: 1,
  supersedes: null,
  policyId: 'default',
};

const SHA = 'ab'.repeat(32);

/** Has every kind of value that the JSON form can hold, null and not null. */
export const JUDGEMENT: Judgement = {
  verdict: 'review',
  reasons: [{ code: 'CRITICAL_TERM_UNSURE', message: '关键词不清楚', customerMessage: '请再读一遍', tokens: [3, 7] }],
  policy: { id: 'default', version: 7, sha256: '5e'.repeat(32), thresholds: { worstPairPass: -1.5, snrDbMin: 20 } },
  checks: [
    { name: 'snr_db', value: 17.23456, qualifiedRange: [20, null], outcome: 'review', advice: '请在安静处重录' },
    { name: 'truncated', value: null, qualifiedRange: [null, 0], outcome: 'pass', advice: null },
  ],
  content: {
    coverage: 0.97,
    accuracy: 0.95,
    insertions: 1,
    heard: 'ben chan pin bu bao zheng ben jin',
    criticalTerms: [
      {
        text: '不保证本金',
        kind: 'marked',
        outcome: 'unsure',
        tokens: [3, 7],
        llr: 1.3,
        competitor: '保证本金',
        competitorKind: 'negation_dropped',
        tone: null,
      },
      {
        text: '不',
        kind: 'negation',
        outcome: 'said',
        tokens: [3, 3],
        llr: null,
        competitor: null,
        competitorKind: null,
        tone: null,
      },
    ],
    sentences: [
      { index: 0, outcome: 'read', startMs: 120, endMs: 1_040 },
      { index: 1, outcome: 'missing', startMs: null, endMs: null },
    ],
    tokens: [
      {
        ref: '能',
        op: 'accent_variant',
        rule: 'n-l',
        pinyinRef: 'neng2',
        pinyinHeard: 'leng2',
        startMs: 120.4,
        endMs: 310,
        score: 0.812_345,
        critical: false,
        source: { start: 0, end: 1 },
      },
      {
        ref: null,
        op: 'filler',
        rule: null,
        pinyinRef: null,
        pinyinHeard: 'e5',
        startMs: 320,
        endMs: 400,
        score: null,
        critical: false,
        source: null,
      },
      {
        ref: '不',
        op: 'deletion',
        rule: null,
        pinyinRef: 'bu4',
        pinyinHeard: null,
        startMs: null,
        endMs: null,
        score: 0.02,
        critical: true,
        source: { start: 3, end: 4 },
      },
    ],
    scores: {
      meanLogPosterior: -0.4,
      worstPairLogPosterior: Number.NEGATIVE_INFINITY,
      worstMargin: null,
      editCostPerToken: 0.05,
      longestInsertion: 1,
      longestDeletion: 0,
    },
    familiarity: { clarity: 5.5, decoyMargin: 3.25 },
  },
  dialect: { label: 'southwestern', source: 'hint', confidence: null, support: 'review_only', profileVersion: 3 },
  speaker: { decision: 'UNSURE', score: 0.51, thresholds: { accept: 0.6, reject: 0.3 } },
  recording: {
    container: 'wav',
    codec: 'pcm_s16le',
    sampleRateHz: 16_000,
    channel: { index: 0, of: 1, reason: 'only_channel' },
    durationMs: 1_000,
  },
  models: [{ role: 'asr', id: 'phones', sha256: SHA }],
  normaliser: 'zh-1',
  aligner: 'align-1',
  judge: 'judge-1',
  decoder: 'ffmpeg 1',
  hearing: 'hesheng-hear/1 none',
  toneModel: 'tones-mlp-1/1',
  toneContraries: 'tone-contraries/2',
  speakerTemplate: null,
  timingMs: { decode: 40, vad: 4, asr: 50.6, voice: 0, align: 12, total: 107 },
};

const COMMON = {
  request: REQUEST,
  audio: { sha256: SHA, bytes: 32_044, contentType: 'audio/wav' },
  createdAt: '2026-01-02T03:04:05.678Z',
  updatedAt: '2026-01-02T03:04:06.000Z',
  entryHash: 'cd'.repeat(32),
};

export const completed = (id: string): Verification => ({
  ...COMMON,
  id,
  status: 'completed',
  judgement: JUDGEMENT,
  queueMs: 3,
});

export const queued = (id: string): Verification => ({ ...COMMON, id, status: 'queued' });

export const failed = (id: string): Verification => ({
  ...COMMON,
  id,
  status: 'failed',
  failure: { code: 'AUDIO_UNREADABLE', detail: 'The stream ends in its header.' },
});

export const ENROLMENT: Enrolment = {
  id: 'enr_1',
  speakerId: 'speaker-1',
  effectiveSpeechMs: 4_200,
  checks: JUDGEMENT.checks,
  recordings: 2,
  voiceModel: SHA,
  createdAt: '2026-01-02T03:04:05.678Z',
};

export const SPEAKER: Speaker = {
  id: ENROLMENT.speakerId,
  createdAt: ENROLMENT.createdAt,
  optedOutAt: null,
  enrolments: [{ ...ENROLMENT, state: 'active' }],
};

/** Has both kinds of pin and of difference. */
export const REPLAY: ReplayReport = {
  verificationId: 'ver_1',
  outcome: 'different',
  recordedVerdict: 'pass',
  replayedVerdict: 'review',
  pins: [
    { name: 'policy', recorded: 'ab', present: 'cd' },
    { name: 'speaker_template', recorded: 'enr_1', present: null },
    { name: 'normaliser', recorded: 'n/1', present: 'n/1' },
  ],
  differences: [
    { path: 'verdict', recorded: 'pass', replayed: 'review' },
    { path: 'content.scores.worstPairLogPosterior', recorded: -1.5, replayed: null },
  ],
};

export const RECEIPT: DeletionReceipt = {
  id: 'del_1',
  speakerSha256: '12'.repeat(32),
  deletedAt: '2026-01-02T03:04:05.678Z',
  enrolments: [{ id: 'enr_1', keySha256: 'ab'.repeat(32) }],
  entryHash: '34'.repeat(32),
};
