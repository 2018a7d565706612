import { spansOverlap } from '../../text/text-span.js';
import type { MissContext, MissFamily, NearMiss } from '../near-miss.js';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Stretches of tokens of one sentence each. */
export const sentenceStretches = ({ tokens }: Pick<MissContext, 'tokens'>): readonly Stretch[] => {
  const starts = tokens.flatMap(({ sentence }, at) => (sentence === tokens[at - 1]?.sentence ? [] : [at]));
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? tokens.length }));
};

/** Each critical phrase left out; a clause that is nothing else is left to the figures of the whole clause. */
export const phraseMisses: MissFamily = ({ tokens, terms }) =>
  terms.flatMap(({ source }): readonly NearMiss[] => {
    const inside = tokens.flatMap((token, at) => (spansOverlap(token.source, source) ? [at] : []));
    if (inside.length === 0 || inside.length === tokens.length) return [];
    return [{ kind: 'phrase_dropped', start: inside[0]!, end: inside.at(-1)! + 1, replacement: [], prior: 0 }];
  });

/** Each sentence left out, and each exchanged with the next. A clause of one sentence has none. */
export const sentenceMisses: MissFamily = ({ tokens }) => {
  const stretches = sentenceStretches({ tokens });
  if (stretches.length < 2) return [];
  return stretches.flatMap(({ start, end }, index): readonly NearMiss[] => {
    const dropped: NearMiss = { kind: 'sentence_dropped', start, end, replacement: [], prior: 0 };
    const next = stretches[index + 1];
    if (!next) return [dropped];
    const replacement = [...tokens.slice(next.start, next.end), ...tokens.slice(start, end)];
    return [dropped, { kind: 'sentences_swapped', start, end: next.end, replacement, prior: 0 }];
  });
};
