import { compileGraph } from './clause-graph.js';
import { PRICES, type SoundingScore } from './clause-score.js';
import { runForward } from './forward.js';

interface Window {
  readonly start: number;
  readonly end: number;
}

/** Frames between the neighbours (or stretches of extra speech) of the step at `at` on the best path. */
const windowOf = ({ path, emissions }: SoundingScore, at: number): Window => {
  const before = path[at - 1];
  const after = path[at + 1];
  const edge = (step: typeof before, side: 'start' | 'end', open: number) => {
    if (!step) return open;
    return step.kind === 'skipped' ? step.at : step[side];
  };
  return { start: edge(before, 'end', 0), end: edge(after, 'start', emissions.frames) };
};

/**
 * Log posterior per phone of one spoken token judged on its own stretch of sound only. A token beside a repeat is scored
 * low by the clause score, because "anything in its place" may swallow the repeat as well; here it may not.
 */
export const scoreLocally = (score: SoundingScore, at: number): number => {
  const step = score.path[at]!;
  if (step.kind !== 'spoken') return Number.NEGATIVE_INFINITY;
  const { start, end } = windowOf(score, at);
  const { labels, frameMs, log } = score.emissions;
  const token = score.tokens[step.token]!;
  const graph = compileGraph([[[token]]], PRICES);
  const emissions = { log: log.subarray(start * labels, end * labels), frames: end - start, labels, frameMs };
  return runForward(graph, emissions).total / token.pronunciations[step.pronunciation]!.phones.length;
};
