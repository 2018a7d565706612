import { FOREIGN, isInitialIndex, PHONES } from '../text/phone.js';
import { type Syllable, spellSyllable } from '../text/syllable.js';
import { greedyPhones, type HeardPhone } from './greedy-phones.js';
import type { Posteriors } from './posteriors.js';

/** A syllable as the recogniser heard it, never told the text. One of its two parts may not have been heard. */
export interface HeardSyllable {
  /** Label indices, -1 where nothing was heard. */
  readonly initial: number;
  readonly final: number;
  /** Half-open range of frames. */
  readonly start: number;
  readonly end: number;
}

/** Longest time between an initial and its final; beyond it they belong to two cut syllables. */
const MAX_PHONE_GAP_MS = 300;

/** Greedy CTC decode of a phone recogniser, phones joined to syllables. */
export const decodeFreely = (
  posteriors: Posteriors,
  phones: readonly HeardPhone[] = greedyPhones(posteriors),
): readonly HeardSyllable[] => {
  const syllables: HeardSyllable[] = [];
  for (let i = 0; i < phones.length; i++) {
    const phone = phones[i]!;
    const next = phones[i + 1];
    if (!isInitialIndex(phone.label)) {
      syllables.push({ initial: -1, final: phone.label, start: phone.start, end: phone.end });
    } else if (
      next &&
      !isInitialIndex(next.label) &&
      (next.start - phone.end) * posteriors.frameMs <= MAX_PHONE_GAP_MS
    ) {
      syllables.push({ initial: phone.label, final: next.label, start: phone.start, end: next.end });
      i++;
    } else {
      syllables.push({ initial: phone.label, final: -1, start: phone.start, end: phone.end });
    }
  }
  return syllables;
};

/** Toneless pinyin of a heard syllable; a part that was not heard is shown as `~`, one that no phone writes as `?`. */
export const spellHeard = ({ initial, final }: HeardSyllable): string => {
  if (final === FOREIGN) return initial < 0 ? '?' : `${PHONES[initial]}?`;
  if (final < 0) return `${PHONES[initial]}~`;
  const part = { initial: initial < 0 ? '' : PHONES[initial], final: PHONES[final] } as Pick<
    Syllable,
    'initial' | 'final'
  >;
  return spellSyllable(part);
};
