import type { SpokenUnit, TextSpan } from './spoken-form.js';

const SENTENCE = /[^。!?;\n]*[。!?;\n]*/g;

/**
 * Sentence spans of a folded text that hold at least one unit, in order. Commas do not end a sentence: clauses of
 * contracts are long, and a reviewer hears them whole.
 */
export const sentenceSpans = (text: string, units: readonly SpokenUnit[]): readonly TextSpan[] => {
  const spans: TextSpan[] = [];
  let next = 0;
  for (const match of text.matchAll(SENTENCE)) {
    const span = { start: match.index, end: match.index + match[0].length };
    const first = next;
    while (next < units.length && units[next]!.source.start < span.end) next += 1;
    if (next > first) spans.push(span);
  }
  return spans;
};
