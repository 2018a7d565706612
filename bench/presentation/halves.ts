import { sha256 } from '../../src/verification/sha256.js';
import type { Dataset, Utterance } from '../dataset/utterance.js';

export const HALVES = ['development', 'held-out'] as const;
export type Half = (typeof HALVES)[number];

/** Limits are chosen on one half and reported on the other: of speakers, or of recordings where a set has only one speaker. */
export const halvesOf = ({ utterances }: Dataset): ReadonlyMap<string, Half> => {
  const alone = new Set(utterances.map(({ speaker }) => speaker)).size < 2;
  const speakers = [...new Set(utterances.map(({ speaker }) => speaker))].sort();
  const half = ({ id, speaker }: Utterance): Half => {
    const place = alone ? Number.parseInt(sha256(Buffer.from(id)).slice(0, 4), 16) : speakers.indexOf(speaker);
    return HALVES[(place % 2) as 0 | 1];
  };
  return new Map(utterances.map((utterance) => [utterance.id, half(utterance)]));
};
