import { asPhones } from '../../src/align/spoken-reference.js';
import { alignSymbols, type Counts, countSteps } from '../../src/align/symbol-alignment.js';
import { writtenPhones } from '../../src/align/written-errors.js';
import type { PackHearing } from '../../src/asr/pack-recognizer.js';
import type { SpeechSegment } from '../../src/vad/segments.js';
import { writtenText } from '../../src/verification/consult-packs.js';
import type { Utterance } from '../dataset/utterance.js';
import { heardPhones } from '../recognition/heard-phones.js';
import { referenceOf } from '../recognition/reference.js';

/** Phones that a recogniser heard: by the free decode of its probabilities, else those of what it wrote. */
export const phonesOf = (hearing: PackHearing, speech: readonly SpeechSegment[]): readonly string[] =>
  hearing.posteriors === null
    ? writtenPhones(writtenText(hearing))
    : heardPhones({ posteriors: hearing.posteriors, speech }).phones;

/** Against every legal reading of what was said; null when that is not known. No phones are all deletions. */
export const countPhones = (utterance: Utterance, heard: readonly string[]): Counts | null => {
  const reference = referenceOf(utterance, asPhones);
  return reference === null ? null : countSteps(alignSymbols(reference, heard));
};
