import type { Posteriors } from '../align/posteriors.js';
import { isByteLevel } from './join-byte-tokens.js';
import { phonesOfBytes } from './phones-of-bytes.js';
import { phonesOfTokens } from './phones-of-tokens.js';
import type { TokenPosteriors } from './token-recognizer.js';
import { syllableShare, tokenSounds } from './token-sounds.js';
import type { TokenTable } from './token-table.js';

/**
 * Least share of a vocabulary that are whole characters for its probabilities to be of use, unless its tokens are bytes, which
 * spell them together.
 */
const LEAST_SYLLABLES = 0.2;

/** Turns posteriors over a vocabulary into those of phones, `frames` rows of 20 ms. */
export type AsPhones = (posteriors: TokenPosteriors, frames: number) => Posteriors;

/** How posteriors over a vocabulary become those of phones; null when it says too few syllables. */
export const phonesOfVocabulary = (table: TokenTable): AsPhones | null => {
  if (isByteLevel(table.texts)) return (posteriors, frames) => phonesOfBytes(posteriors, table, frames);
  const sounds = tokenSounds(table);
  if (syllableShare(sounds) < LEAST_SYLLABLES) return null;
  return (posteriors, frames) => phonesOfTokens(posteriors, sounds, frames);
};
