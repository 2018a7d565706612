import type { TokenEvidence } from '../verdict/evidence.js';
import { isClauseToken } from '../verdict/witnesses.js';

/** Longest run of neighbours that satisfy `wanted`. */
export const longestRun = <T>(items: readonly T[], wanted: (item: T) => boolean): number => {
  let longest = 0;
  let run = 0;
  for (const item of items) {
    run = wanted(item) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
};

/**
 * Most extra syllables in one place. One clause token between them does not part them: an inserted phrase may share a
 * sound with the clause, and the alignment is then free to match in its middle.
 */
export const longestInsertion = (tokens: readonly TokenEvidence[]): number => {
  let longest = 0;
  let run = 0;
  let apart = 0;
  for (const token of tokens) {
    if (token.op === 'insertion') {
      run = apart > 1 ? 1 : run + 1;
      apart = 0;
    } else if (isClauseToken(token)) apart++;
    longest = Math.max(longest, run);
  }
  return longest;
};
