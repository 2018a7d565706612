import type { Judgement, Verification, VerificationRequest } from '../../src/verification/verification.js';

export const AT = '2026-01-02T03:04:05.000Z';
export const LATER = '2026-01-02T03:04:06.000Z';
export const SHA256 = 'ab'.repeat(32);

export const REQUEST: VerificationRequest = {
  clauseId: 'risk-disclosure',
  clauseVersion: 2,
  clauseText: '本产品不保证本金。',
  criticalTerms: ['不保证本金'],
  outerBusinessId: 'biz-1',
  speakerId: 'customer-1',
  consentId: 'consent-1',
  dialectHint: null,
  attemptNo: 1,
  supersedes: null,
  policyId: 'default',
};

export const queued = (id: string, request: Partial<VerificationRequest> = {}) =>
  ({
    id,
    status: 'queued',
    request: { ...REQUEST, ...request },
    audio: { sha256: SHA256, bytes: 32_044, contentType: 'audio/wav' },
    createdAt: AT,
    updatedAt: AT,
    entryHash: 'hash-0',
  }) as const satisfies Verification;

export const JUDGEMENT: Judgement = {
  verdict: 'review',
  reasons: [{ code: 'CRITICAL_TERM_UNSURE', message: '关键词存疑', customerMessage: '请再读一遍', tokens: [3, 7] }],
  policy: { id: 'default', version: 1, sha256: '5e'.repeat(32), thresholds: { termSaid: 2.5 } },
  checks: [{ name: 'snr_db', value: 17.25, qualifiedRange: [20, null], outcome: 'review', advice: '请到安静处' }],
  content: {
    coverage: 1,
    accuracy: 0.875,
    insertions: 0,
    heard: 'ben chan pin bu bao zheng ben jin',
    tokens: [],
    criticalTerms: [],
    sentences: [],
    scores: {
      meanLogPosterior: -0.125,
      worstPairLogPosterior: -1.5,
      worstMargin: null,
      editCostPerToken: 0.1,
      longestInsertion: 0,
      longestDeletion: 0,
    },
    familiarity: { clarity: 5.5, decoyMargin: null },
  },
  dialect: { label: 'standard', source: 'default', confidence: null, support: 'validated', profileVersion: 1 },
  speaker: { decision: 'ACCEPT', score: 0.9, thresholds: { accept: 0.8, reject: 0.6 } },
  recording: {
    container: 'wav',
    codec: 'pcm_s16le',
    sampleRateHz: 16_000,
    channel: { index: 0, of: 1, reason: 'only_channel' },
    durationMs: 4000,
  },
  models: [{ role: 'asr', id: 'phones', sha256: 'cd'.repeat(32) }],
  normaliser: 'spoken-form-1',
  aligner: 'align-1',
  judge: 'judge-1',
  decoder: 'ffmpeg 1',
  hearing: 'hesheng-hear/1 none',
  toneModel: 'tones-mlp-1/1',
  toneContraries: 'tone-contraries/2',
  speakerTemplate: null,
  timingMs: { decode: 40, vad: 30, asr: 200, voice: 20, align: 12, total: 302 },
};
