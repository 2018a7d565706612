import type { JudgeInput } from './gate.js';
import {
  extra,
  HONEST,
  reading,
  reviewOnly,
  term,
  truncated,
  withCheck,
  withContent,
  withScores,
  withSpeaker,
  withTokens,
} from './honest-reading.fixture.js';
import type { ReasonCode } from './reason.js';
import type { VerdictName } from './verdict.js';

export const acousticNo = withScores({ worstPairLogPosterior: -9, meanLogPosterior: -2 });
export const otherText = withScores({
  worstPairLogPosterior: -12,
  meanLogPosterior: -8,
  editCostPerToken: 0.9,
  longestDeletion: 3,
});
const sentenceGone = withContent({ sentences: [{ index: 1, outcome: 'missing', startMs: null, endMs: null }] });
export const runGone = (length: number) => [
  acousticNo,
  withTokens(2, length, { op: 'deletion', score: 1e-4 }),
  withScores({ longestDeletion: length }),
];
export const wordChanged = [
  acousticNo,
  withTokens(8, 2, { op: 'substitution', score: 1e-4 }),
  withScores({ editCostPerToken: 0.2 }),
];
export const termGone = [
  acousticNo,
  withTokens(3, 5, { op: 'deletion', score: 1e-4 }),
  withScores({ longestDeletion: 5, worstMargin: -8 }),
  withContent({ criticalTerms: [term({ outcome: 'missing', llr: -8 })] }),
];
export const notDropped = [
  withTokens(3, 1, { op: 'deletion', score: 0.01 }),
  withScores({ longestDeletion: 1, worstMargin: -8 }),
  withContent({ criticalTerms: [term({ outcome: 'contradicted', llr: -8 })] }),
];

/** A reading, and what the judge must say of it. */
export interface Case {
  readonly says: string;
  readonly input: JudgeInput;
  readonly verdict: VerdictName;
  /** The reasons in order. */
  readonly reasons: readonly ReasonCode[];
}

export const CASES: readonly Case[] = [
  { says: 'an honest reading', input: HONEST, verdict: 'pass', reasons: [] },
  { says: 'no voice asked for', input: reading(withSpeaker('NOT_REQUESTED')), verdict: 'pass', reasons: [] },
  {
    says: 'an accent variant and a self-correction',
    input: reading(
      withTokens(1, 1, { op: 'accent_variant', rule: 'ch-c' }),
      withContent({ sentences: [{ index: 0, outcome: 'reread', startMs: 0, endMs: 1 }] }),
    ),
    verdict: 'pass',
    reasons: [],
  },
  { says: 'another text', input: reading(otherText), verdict: 'fail', reasons: ['WRONG_TEXT'] },
  {
    says: 'figures of the few words that are not in Latin letters',
    input: reading(otherText, withScores({ longestDeletion: 0 }), withTokens(0, 8, { op: 'unsure', score: null })),
    verdict: 'review',
    reasons: ['CONTENT_UNSURE'],
  },
  {
    says: 'a sentence that both lack',
    input: reading(acousticNo, withScores({ longestDeletion: 4 }), sentenceGone),
    verdict: 'fail',
    reasons: ['SENTENCE_MISSING', 'WORDS_MISSING'],
  },
  {
    says: 'a missing sentence that the global figures deny',
    input: reading(sentenceGone),
    verdict: 'review',
    reasons: ['SENTENCE_MISSING'],
  },
  { says: 'four words that both lack', input: reading(...runGone(4)), verdict: 'fail', reasons: ['WORDS_MISSING'] },
  { says: 'two words that both lack', input: reading(...runGone(2)), verdict: 'review', reasons: ['WORDS_MISSING'] },
  {
    says: 'four words that only the decode lacks',
    input: reading(withTokens(2, 4, { op: 'deletion' }), withScores({ longestDeletion: 4 })),
    verdict: 'review',
    reasons: ['WORDS_MISSING', 'WITNESSES_DISAGREE'],
  },
  { says: 'a word that both reject', input: reading(...wordChanged), verdict: 'fail', reasons: ['WORDS_CHANGED'] },
  {
    says: 'a costly decode of a clause that sounds right',
    input: reading(withTokens(0, 5, { op: 'substitution' }), withScores({ editCostPerToken: 0.5 })),
    verdict: 'review',
    reasons: ['WORDS_CHANGED'],
  },
  {
    says: 'one token that both lack',
    input: reading(withTokens(0, 1, { op: 'deletion', score: 1e-6 }), withScores({ longestDeletion: 1 })),
    verdict: 'review',
    reasons: ['WORDS_MISSING'],
  },
  {
    says: 'one token that both reject',
    input: reading(withTokens(0, 1, { op: 'substitution', score: 1e-6 })),
    verdict: 'review',
    reasons: ['WORDS_CHANGED'],
  },
  {
    says: 'a sound that is wrong for a decode that is right',
    input: reading(acousticNo),
    verdict: 'review',
    reasons: ['WITNESSES_DISAGREE'],
  },
  {
    says: 'extra speech in a clause that sounds right',
    input: reading(
      withContent({ tokens: [...HONEST.content.tokens, extra('insertion'), extra('insertion'), extra('insertion')] }),
      withScores({ longestInsertion: 3 }),
    ),
    verdict: 'review',
    reasons: ['EXTRA_SPEECH'],
  },
  {
    says: 'long extra speech',
    input: reading(withScores({ longestInsertion: 8 })),
    verdict: 'review',
    reasons: ['EXTRA_SPEECH', 'WITNESSES_DISAGREE'],
  },
  {
    says: 'a critical term that both lack',
    input: reading(...termGone),
    verdict: 'fail',
    reasons: ['WORDS_MISSING', 'CRITICAL_TERM_MISSING'],
  },
  {
    says: 'a critical term that only the aligner lacks',
    input: reading(withContent({ criticalTerms: [term({ outcome: 'missing' })] })),
    verdict: 'review',
    reasons: ['CRITICAL_TERM_MISSING'],
  },
  {
    says: 'a dropped 不',
    input: reading(...notDropped),
    verdict: 'fail',
    reasons: ['CRITICAL_TERM_CONTRADICTED'],
  },
  {
    says: 'a dropped 不 that the decode heard',
    input: reading(...notDropped, withTokens(3, 1, { op: 'match' }), withScores({ longestDeletion: 0 })),
    verdict: 'review',
    reasons: ['CRITICAL_TERM_CONTRADICTED'],
  },
  {
    says: 'a 不 added before a term',
    input: reading(
      withContent({
        tokens: HONEST.content.tokens.toSpliced(3, 0, extra('insertion')),
        criticalTerms: [term({ tokens: [4, 8], outcome: 'contradicted', llr: -7 })],
      }),
      withScores({ longestInsertion: 1, worstMargin: -7 }),
    ),
    verdict: 'fail',
    reasons: ['CRITICAL_TERM_CONTRADICTED'],
  },
  {
    says: 'a term said without margin',
    input: reading(withContent({ criticalTerms: [term({ llr: 0.4 })] })),
    verdict: 'review',
    reasons: ['CRITICAL_TERM_UNSURE'],
  },
  {
    says: 'an unsure term',
    input: reading(withContent({ criticalTerms: [term({ outcome: 'unsure', llr: null })] })),
    verdict: 'review',
    reasons: ['CRITICAL_TERM_UNSURE'],
  },
  {
    says: 'a near miss outside all terms that comes close',
    input: reading(withScores({ worstMargin: 0.1 })),
    verdict: 'review',
    reasons: ['CRITICAL_TERM_UNSURE'],
  },
  {
    says: 'a doubtful pair',
    input: reading(withScores({ worstPairLogPosterior: -3 }), withTokens(4, 2, { score: 0.05 })),
    verdict: 'review',
    reasons: ['CONTENT_UNSURE'],
  },
  {
    says: 'a costly decode without a substitution',
    input: reading(withScores({ editCostPerToken: 0.4 })),
    verdict: 'review',
    reasons: ['CONTENT_UNSURE'],
  },
  {
    says: 'an unsure sentence',
    input: reading(withContent({ sentences: [{ index: 0, outcome: 'unsure', startMs: 0, endMs: 1 }] })),
    verdict: 'review',
    reasons: ['CONTENT_UNSURE'],
  },
  {
    says: 'a clause without tokens',
    input: reading(withContent({ tokens: [], criticalTerms: [] })),
    verdict: 'review',
    reasons: ['CONTENT_UNSURE'],
  },
  {
    says: 'a token without a score',
    input: reading(withTokens(2, 1, { score: null })),
    verdict: 'review',
    reasons: ['CONTENT_UNSURE'],
  },
  {
    says: 'a changed word in an accent that the recogniser does not know',
    input: reading(...wordChanged, withContent({ familiarity: { clarity: 3, decoyMargin: 4 } })),
    verdict: 'review',
    reasons: ['WORDS_CHANGED', 'ACCENT_UNFAMILIAR'],
  },
  {
    says: 'another text in an accent that the recogniser does not know',
    input: reading(otherText, withContent({ familiarity: { clarity: 3, decoyMargin: 0.2 } })),
    verdict: 'fail',
    reasons: ['WRONG_TEXT'],
  },
  {
    says: 'an accent not validated',
    input: reading(reviewOnly),
    verdict: 'review',
    reasons: ['DIALECT_NOT_VALIDATED'],
  },
  { says: 'noise', input: reading(withCheck('snr_db')), verdict: 'review', reasons: ['AUDIO_QUALITY'] },
  {
    says: 'hardly any speech',
    input: reading(withCheck('effective_speech_ms')),
    verdict: 'review',
    reasons: ['NOT_ENOUGH_SPEECH'],
  },
  { says: 'haste', input: reading(withCheck('speech_rate')), verdict: 'review', reasons: ['SPEECH_TOO_FAST'] },
  {
    says: 'a cut end',
    input: reading(withCheck('trailing_silence_ms')),
    verdict: 'review',
    reasons: ['RECORDING_TRUNCATED'],
  },
  { says: 'a cut file', input: reading(truncated), verdict: 'review', reasons: ['RECORDING_TRUNCATED'] },
  { says: 'another voice', input: reading(withSpeaker('REJECT', 0.4)), verdict: 'fail', reasons: ['SPEAKER_MISMATCH'] },
  {
    says: 'another voice in a dialect session',
    input: reading(withSpeaker('REJECT', 0.4), reviewOnly),
    verdict: 'review',
    reasons: ['DIALECT_NOT_VALIDATED', 'SPEAKER_MISMATCH'],
  },
  {
    says: 'a rejected voice whose score the policy would not reject',
    input: reading(withSpeaker('REJECT', 0.7)),
    verdict: 'review',
    reasons: ['SPEAKER_UNSURE'],
  },
  {
    says: 'an accepted voice whose score the policy would not accept',
    input: reading(withSpeaker('ACCEPT', 0.7)),
    verdict: 'review',
    reasons: ['SPEAKER_UNSURE'],
  },
  {
    says: 'an unsure voice',
    input: reading(withSpeaker('UNSURE', 0.7)),
    verdict: 'review',
    reasons: ['SPEAKER_UNSURE'],
  },
  {
    says: 'no enrolment',
    input: reading(withSpeaker('NOT_ENROLLED')),
    verdict: 'review',
    reasons: ['SPEAKER_NOT_ENROLLED'],
  },
  {
    says: 'too little speech for the voice',
    input: reading(withSpeaker('NOT_ENOUGH_SPEECH')),
    verdict: 'review',
    reasons: ['SPEAKER_NOT_ENOUGH_SPEECH'],
  },
  {
    says: 'no consent to voice',
    input: reading(withSpeaker('OPTED_OUT')),
    verdict: 'review',
    reasons: ['SPEAKER_OPTED_OUT'],
  },
  { says: 'an old enrolment', input: reading(withSpeaker('EXPIRED')), verdict: 'review', reasons: ['SPEAKER_EXPIRED'] },
  {
    says: 'two voices',
    input: reading(withSpeaker('MULTIPLE_SPEAKERS')),
    verdict: 'review',
    reasons: ['MULTIPLE_SPEAKERS'],
  },
  {
    says: 'two voices and nobody asked for',
    input: reading(withSpeaker('NOT_REQUESTED'), withCheck('voice_consistency')),
    verdict: 'review',
    reasons: ['MULTIPLE_SPEAKERS'],
  },
  {
    says: 'a recording that seems cut together',
    input: reading(withCheck('joint_step_db')),
    verdict: 'review',
    reasons: ['RECORDING_SPLICED'],
  },
  {
    says: 'a recording that shows two kinds of joint, said once',
    input: reading(withCheck('joint_dip_db'), withCheck('joint_fall_db')),
    verdict: 'review',
    reasons: ['RECORDING_SPLICED'],
  },
  {
    says: 'a challenge that was not heard clearly',
    input: { ...HONEST, challenge: { outcome: 'unsure', margin: 1, meanLogPosterior: -0.2 } },
    verdict: 'review',
    reasons: ['CHALLENGE_UNSURE'],
  },
  {
    says: 'a challenge that was not read',
    input: { ...HONEST, challenge: { outcome: 'not_read', margin: -20, meanLogPosterior: -9 } },
    verdict: 'fail',
    reasons: ['CHALLENGE_NOT_READ'],
  },
  {
    says: 'two voices, said once',
    input: reading(withSpeaker('MULTIPLE_SPEAKERS'), withCheck('voice_consistency')),
    verdict: 'review',
    reasons: ['MULTIPLE_SPEAKERS'],
  },
];
