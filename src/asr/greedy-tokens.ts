import { bestTokens } from './best-tokens.js';
import type { TokenPosteriors } from './token-recognizer.js';
import type { TokenTable } from './token-table.js';
import type { WrittenToken } from './transcriber.js';

const TAG = /^<[^>]*>$/;

/** Best token per frame, equal neighbours merged, blanks and tags dropped. */
export const greedyTokens = (
  posteriors: TokenPosteriors,
  { texts, blank }: TokenTable,
): readonly (WrittenToken & { readonly startMs: number })[] => {
  const best = bestTokens(posteriors);
  return Array.from(best).flatMap((token, frame) => {
    const text = texts[token]!;
    if (token === blank || token === best[frame - 1] || TAG.test(text)) return [];
    return [{ text, startMs: frame * posteriors.frameMs }];
  });
};
