import { preferredTokens, toSpokenForm } from '../text/to-spoken-form.js';
import { toSimplified } from '../text/traditional.js';
import { asPhones, phoneNames, spokenReference } from './spoken-reference.js';
import { alignSymbols, countSteps, errorRate } from './symbol-alignment.js';

/** Phones of what a recogniser of characters wrote, in its preferred reading; what cannot be read as Chinese is left out. */
export const writtenPhones = (written: string): readonly string[] =>
  preferredTokens(toSpokenForm(toSimplified(written))).flatMap(({ readings }) =>
    readings[0] ? phoneNames(readings[0].syllable) : [],
  );

/**
 * Phone error rate of what a recogniser of characters wrote of a recording: its preferred reading against the nearest legal
 * reading of what was said. Homophones are no errors, as a recogniser hears sounds. 1 when nothing readable was written; may
 * exceed 1; NaN when nothing was said.
 */
export const writtenErrorRate = (written: string, said: string): number =>
  errorRate(countSteps(alignSymbols(spokenReference(said, asPhones), writtenPhones(written))));
