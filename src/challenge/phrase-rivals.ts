import type { PhraseRival } from '../align/near-miss.js';
import type { SpokenChallenge } from './challenge.js';
import { partsOf } from './draw-phrase.js';
import { CHALLENGE_WORDS } from './words.js';

interface Part {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const placed = ({ kind, phrase }: Pick<SpokenChallenge, 'kind' | 'phrase'>): readonly Part[] => {
  let from = 0;
  return partsOf(kind, phrase).map((text) => {
    const start = phrase.indexOf(text, from);
    from = start + text.length;
    return { text, start, end: from };
  });
};

/**
 * What other challenges of this kind have in the places of this one, beside the changes of numbers that every clause is
 * scored against: each word exchanged for each other word, and neighbours exchanged.
 */
export const phraseRivals = (challenge: Pick<SpokenChallenge, 'kind' | 'phrase'>): readonly PhraseRival[] => {
  const parts = placed(challenge);
  const exchanged = parts.slice(1).map((next, at) => {
    const { start, text } = parts[at]!;
    return { source: { start, end: next.end }, text: `${next.text}${text}` };
  });
  if (challenge.kind === 'digits') return exchanged;
  const others = parts.flatMap(({ text, start, end }) =>
    CHALLENGE_WORDS.filter((word) => word !== text).map((word) => ({ source: { start, end }, text: word })),
  );
  return [...exchanged, ...others];
};
