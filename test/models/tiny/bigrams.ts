/** How much less likely a token is right after itself. */
const REPEATED = 6;
const FORCED = 200;

/** Two tokens that are one character together: the first bytes of it and the last. */
export interface SplitCharacter {
  readonly lead: number;
  readonly tail: number;
}

/**
 * What the token before adds to the score of each token, [before, token]: nothing is written twice, and the second half of a
 * character stands behind its first half and nowhere else.
 */
export const bigrams = (count: number, split: SplitCharacter | null): Float32Array => {
  const table = new Float32Array(count * count);
  for (let token = 0; token < count; token++) table[token * count + token] = -REPEATED;
  if (split === null) return table;
  for (let before = 0; before < count; before++) {
    table[before * count + split.tail] = before === split.lead ? FORCED : -FORCED;
  }
  return table;
};

/** A character that no other token spells, and where its UTF-8 is cut. */
export const SPLIT_CHARACTER = '险';
const CUT = 2;

export const splitBytes = (): readonly [Buffer, Buffer] => {
  const bytes = Buffer.from(SPLIT_CHARACTER);
  return [bytes.subarray(0, CUT), bytes.subarray(CUT)];
};
