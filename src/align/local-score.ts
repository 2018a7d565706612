import { compileGraph } from './clause-graph.js';
import { PRICES, type SoundingScore } from './clause-score.js';
import { runForward } from './forward.js';

/** A stretch of sound, frames; the last not included. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Frames between the neighbours (or stretches of extra speech) of the step at `at` on the best path. */
export const stretchAround = ({ path, emissions }: SoundingScore, at: number): Stretch => {
  const before = path[at - 1];
  const after = path[at + 1];
  const edge = (step: typeof before, side: 'start' | 'end', open: number) => {
    if (!step) return open;
    return step.kind === 'skipped' ? step.at : step[side];
  };
  return { start: edge(before, 'end', 0), end: edge(after, 'start', emissions.frames) };
};

/** What remains of a stretch around `own` without these pieces of it. */
const without = (stretch: Stretch, own: Stretch, pieces: readonly Stretch[]): Stretch => ({
  start: Math.max(stretch.start, ...pieces.filter(({ end }) => end <= own.start).map(({ end }) => end)),
  end: Math.min(stretch.end, ...pieces.filter(({ start }) => start >= own.end).map(({ start }) => start)),
});

/**
 * Log posterior per phone of one spoken token judged on its own stretch of sound only. A token beside a repeat is scored
 * low by the clause score, because "anything in its place" may swallow the repeat as well; here it may not. Nor may it have
 * to answer for `explained` pieces of the stretch: a short 嗯 is cheaper to wait through than to call extra speech.
 */
export const scoreLocally = (score: SoundingScore, at: number, explained: readonly Stretch[] = []): number => {
  const step = score.path[at]!;
  if (step.kind !== 'spoken') return Number.NEGATIVE_INFINITY;
  const { start, end } = without(stretchAround(score, at), step, explained);
  const { labels, frameMs, log } = score.emissions;
  const token = score.tokens[step.token]!;
  const graph = compileGraph([[[token]]], PRICES);
  const emissions = { log: log.subarray(start * labels, end * labels), frames: end - start, labels, frameMs };
  return runForward(graph, emissions).total / token.pronunciations[step.pronunciation]!.phones.length;
};
