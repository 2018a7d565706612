import { spansOverlap } from '../../text/text-span.js';
import type { MissContext, MissFamily, NearMiss } from '../near-miss.js';

/** What other challenges have in the places of this one. */
export const rivalMisses: MissFamily = ({ tokens, rivals, make }: MissContext) =>
  rivals.flatMap(({ source, text }): readonly NearMiss[] => {
    const start = tokens.findIndex((token) => spansOverlap(token.source, source));
    if (start < 0) return [];
    const end = tokens.findLastIndex((token) => spansOverlap(token.source, source)) + 1;
    return [{ kind: 'challenge_changed', start, end, replacement: make.phrase(text, tokens[start]!), prior: 0 }];
  });
