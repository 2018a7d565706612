import { compileChain } from './chain-graph.js';
import { PRICES, type SoundingScore } from './clause-score.js';
import { soundBetween } from './emissions.js';
import { runForward } from './forward.js';
import type { PathStep } from './viterbi.js';

type Spoken = Extract<PathStep, { kind: 'spoken' }>;

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

const scoreOn = ({ emissions, tokens }: SoundingScore, step: Spoken, { start, end }: Stretch): number => {
  const token = tokens[step.token]!;
  const { total } = runForward(compileChain([token], PRICES), soundBetween(emissions, start, end));
  return total / token.pronunciations[step.pronunciation]!.phones.length;
};

/**
 * Log posterior per phone of one spoken token judged on its own stretch of sound only. A token beside a repeat is scored
 * low by the clause score, because "anything in its place" may swallow the repeat as well; here it may not. Nor may it have
 * to answer for `explained` pieces of the stretch: a short 嗯 is cheaper to wait through than to call extra speech. The best
 * path may also begin a token that was said twice in its first and end it in its second reading: unless it is critical,
 * the better of the two counts.
 */
export const scoreLocally = (score: SoundingScore, at: number, explained: readonly Stretch[] = []): number => {
  const step = score.path[at]!;
  if (step.kind !== 'spoken') return Number.NEGATIVE_INFINITY;
  const stretch = stretchAround(score, at);
  const readings = score.tokens[step.token]!.critical
    ? []
    : explained.filter(({ start, end }) => start < step.end && end > step.start);
  return Math.max(...[step, ...readings].map((own) => scoreOn(score, step, without(stretch, own, explained))));
};
