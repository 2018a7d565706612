import { type Reference, type Spelling, spokenReference } from '../../src/align/spoken-reference.js';
import type { Reading } from '../../src/text/spoken-form.js';
import { parseSyllable } from '../../src/text/syllable.js';
import type { Utterance } from '../dataset/utterance.js';

/**
 * Every legal way in which a transcript may be read. A manifest that states the syllables leaves no choice. Null when
 * nothing is known of what was said.
 */
export const referenceOf = (
  { transcript, pinyin, deviation }: Pick<Utterance, 'transcript' | 'pinyin' | 'deviation'>,
  spell: Spelling<Pick<Reading, 'syllable'>>,
): Reference | null => {
  if (pinyin !== null)
    return { all: pinyin.flatMap((one) => parseSyllable(one) ?? []).map((syllable) => spell({ syllable })) };
  if (transcript === null || deviation !== null) return null;
  return spokenReference(transcript, spell);
};
