import type { Thresholds } from './policy.js';

export type ThresholdUnit = 'nats' | 'cost' | 'syllables' | 'ms' | 'dB' | 'dBFS' | 'Hz' | 'ratio' | 'per s' | 'cosine';

/** One threshold of a policy: what is legal and what it means. docs/policy.md is generated from this table. */
export interface ThresholdField {
  readonly name: keyof Thresholds;
  readonly unit: ThresholdUnit;
  /** Inclusive bounds. */
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  readonly doc: string;
}

const real = (name: keyof Thresholds, unit: ThresholdUnit, min: number, max: number, doc: string): ThresholdField => ({
  name,
  unit,
  min,
  max,
  integer: false,
  doc,
});
const count = (...field: Parameters<typeof real>): ThresholdField => ({ ...real(...field), integer: true });

export const THRESHOLD_FIELDS: readonly ThresholdField[] = [
  real(
    'worstPairPass',
    'nats',
    -60,
    0,
    'Worst mean of two neighbouring tokens that the acoustic witness still supports',
  ),
  real('worstPairFail', 'nats', -60, 0, 'Below it the acoustic witness contradicts these two tokens'),
  real(
    'worstTokenPass',
    'nats',
    -60,
    0,
    'Log posterior per phone that one token needs when the free decode lacks it or heard otherwise',
  ),
  real('meanPass', 'nats', -60, 0, 'Mean log posterior per phone that the acoustic witness still supports'),
  real('meanFail', 'nats', -60, 0, 'Below it the acoustic witness contradicts the clause, or a sentence, as a whole'),
  real('termSaid', 'nats', 0, 60, 'Margin over its strongest near miss that a critical term needs to count as said'),
  real(
    'termContradicted',
    'nats',
    -60,
    0,
    'At or below it the near miss fits the sound so much better that it was said',
  ),
  real(
    'toneSaid',
    'nats',
    0,
    60,
    "What a word's tones need over those of its contrary in tone alone (买, 卖) to count as said; above 16 no tone suffices",
  ),
  real('toneContradicted', 'nats', -60, 0, "At or below it the contrary's tones were heard"),
  real('editPass', 'cost', 0, 2, 'Edit cost per clause token up to which the free decode supports the clause'),
  real('editFail', 'cost', 0, 2, 'Above it the free decode heard another text'),
  count('deletionRunPass', 'syllables', 0, 50, 'Longest run of clause tokens that the free decode may lack in a pass'),
  count('deletionRunFail', 'syllables', 1, 50, 'From it on, a run that both witnesses lack was left out'),
  count('insertionRunPass', 'syllables', 0, 50, 'Longest run of extra syllables in a pass'),
  count(
    'insertionRunFail',
    'syllables',
    1,
    50,
    'From it on the free decode contradicts the clause; extra speech alone is for review',
  ),
  real(
    'clarityMin',
    'nats',
    0,
    6,
    'How far phones must stand out from the next likeliest for the recogniser to know this accent; 0: every accent is known',
  ),
  real(
    'decoyMarginMin',
    'nats',
    0,
    12,
    'What the clause needs over its own words in other orders, to be for review and not failed in an accent that is not known',
  ),
  real('effectiveSpeechMsMin', 'ms', 0, 60_000, 'Speech that a reading must hold'),
  real('snrDbMin', 'dB', -10, 60, 'Speech over background'),
  real('clippingRatioMax', 'ratio', 0, 1, 'Share of samples at full scale'),
  real('levelDbfsMin', 'dBFS', -90, 0, 'Quietest speech level'),
  real('levelDbfsMax', 'dBFS', -90, 0, 'Loudest speech level'),
  real('bandwidthHzMin', 'Hz', 0, 8_000, 'Highest frequency that the recording must carry'),
  real(
    'edgeSilenceMsMin',
    'ms',
    0,
    5_000,
    'Silence before the first and after the last word; less may mean a cut recording',
  ),
  real(
    'speechRateMax',
    'per s',
    1,
    30,
    'Clause tokens per second of speech; faster readings are beyond what was measured',
  ),
  real('speakerAccept', 'cosine', -1, 1, 'Similarity from which the voice is the enrolled one'),
  real('speakerReject', 'cosine', -1, 1, 'Below it the voice is another one'),
  real('speakerSpeechMsMin', 'ms', 0, 60_000, 'Speech that a comparison of voices needs'),
  real(
    'voiceConsistencyMin',
    'cosine',
    -1,
    1,
    'Likeness of the voices within the recording; below it more than one person may speak',
  ),
  real('jointStepDbMax', 'dB', 0, 200, 'Strongest break of the waveform; above it takes may be cut together'),
  real(
    'jointDipDbMax',
    'dB',
    0,
    200,
    'Deepest hole of a millisecond in the background; above it takes may be faded together',
  ),
  real(
    'jointFallDbMax',
    'dB',
    0,
    200,
    'Greatest sudden fall of the background; above it takes of two rooms may be joined',
  ),
];

/** Each pair in order: the first at most as great as the second. Between the two lies the range for review. */
export const ORDERED: readonly (readonly [keyof Thresholds, keyof Thresholds])[] = [
  ['worstPairFail', 'worstPairPass'],
  ['meanFail', 'meanPass'],
  ['termContradicted', 'termSaid'],
  ['toneContradicted', 'toneSaid'],
  ['editPass', 'editFail'],
  ['deletionRunPass', 'deletionRunFail'],
  ['insertionRunPass', 'insertionRunFail'],
  ['levelDbfsMin', 'levelDbfsMax'],
  ['speakerReject', 'speakerAccept'],
];
