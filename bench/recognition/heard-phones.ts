import { decodeFreely, type HeardSyllable } from '../../src/align/free-decode.js';
import { maskSilence } from '../../src/align/mask-silence.js';
import type { Analysis } from '../../src/engine/engine.js';
import { PHONES } from '../../src/text/phone.js';

/** Greedy phones and their syllables, as the free decode of a verdict hears them. */
export interface HeardPhones {
  readonly syllables: readonly HeardSyllable[];
  readonly phones: readonly string[];
}

export const heardPhones = ({ posteriors, speech }: Pick<Analysis, 'posteriors' | 'speech'>): HeardPhones => {
  const syllables = decodeFreely(maskSilence(posteriors, speech));
  const labels = syllables.flatMap(({ initial, final }) => [initial, final].filter((label) => label > 0));
  return { syllables, phones: labels.map((label) => PHONES[label]!) };
};
