import { runBackward } from './backward.js';
import { compileChain } from './chain-graph.js';
import { PRICES, type SoundingScore } from './clause-score.js';
import type { EditStep } from './edit-alignment.js';
import { soundBetween } from './emissions.js';
import { runForward } from './forward.js';
import type { HeardSyllable } from './free-decode.js';
import { mean } from './mean.js';
import { scoreTokens, type TokenScore } from './token-scores.js';
import { bestPath } from './viterbi.js';

/** Tokens that must be missing in a row: as many as no reading may lack and pass. */
const LEAST_MISSING = 4;
/** Mean log posterior per phone, nats, below which the sound lacks them too. */
const NOT_THERE = -3;
/** Tokens on either side of a gap that are scored without it. */
const CONTEXT_TOKENS = 8;

/** Steps `from` to `to`, the last not included. */
interface Steps {
  readonly from: number;
  readonly to: number;
}

/** Stretches of missing tokens that neither witness found. */
const gapsIn = (steps: readonly EditStep[], { scores }: SoundingScore): readonly Steps[] => {
  const gaps: Steps[] = [];
  for (let from = 0; from < steps.length; from++) {
    let to = from;
    while (steps[to]?.kind === 'missing') to++;
    const lost = steps.slice(from, to).flatMap((step) => (step.kind === 'missing' ? [step.token] : []));
    const isLost = lost.length >= LEAST_MISSING && mean(lost.map((token) => scores[token]!.perPhone)) < NOT_THERE;
    if (isLost) gaps.push({ from, to });
    from = Math.max(from, to);
  }
  return gaps;
};

const isRead = (step: EditStep): step is Extract<EditStep, { kind: 'heard' }> => step.kind === 'heard' && !step.again;

/** From `at` on in one direction, the first step after so many read tokens; the end of the steps when there are fewer. */
const after = (steps: readonly EditStep[], at: number, direction: 1 | -1): number => {
  let left = CONTEXT_TOKENS;
  let place = at;
  for (; place >= 0 && place < steps.length && left > 0; place += direction) if (isRead(steps[place]!)) left--;
  return place;
};

interface Rescored {
  readonly token: number;
  readonly score: TokenScore;
  readonly start: number;
  readonly end: number;
}

const rescore = (clause: SoundingScore, steps: readonly EditStep[], heard: readonly HeardSyllable[], gap: Steps) => {
  const from = after(steps, gap.from - 1, -1) + 1;
  const to = after(steps, gap.to, 1);
  const read = steps.slice(from, to).filter(isRead);
  if (read.length === 0) return [];
  // From the end of the syllable before to the beginning of the one after.
  const begin = heard[read[0]!.heard - 1]?.end ?? 0;
  const end = heard[read.at(-1)!.heard + 1]?.start ?? clause.emissions.frames;
  const emissions = soundBetween(clause.emissions, begin, end);
  const graph = compileChain(
    read.map(({ token }) => clause.tokens[token]!),
    PRICES,
  );
  const scores = scoreTokens(runForward(graph, emissions), runBackward(graph, emissions));
  return bestPath(graph, emissions).flatMap((step): readonly Rescored[] => {
    if (step.kind !== 'spoken') return [];
    const { token } = read[step.token]!;
    return [{ token, score: scores[step.token]!, start: begin + step.start, end: begin + step.end }];
  });
};

/**
 * When a stretch of the clause is missing, the clause score may take words beside the gap for the same words in it (收益 here,
 * 收益 there), and then finds them badly placed. Once both witnesses lack a stretch, what was read beside it is scored as if
 * the stretch were not in the clause; the better score counts, and its times. What is missing stays missing.
 */
export const scoreBesideGaps = (
  clause: SoundingScore,
  steps: readonly EditStep[],
  heard: readonly HeardSyllable[],
): SoundingScore => {
  const better = gapsIn(steps, clause)
    .flatMap((gap) => rescore(clause, steps, heard, gap))
    .filter(({ token, score }) => score.perPhone > clause.scores[token]!.perPhone);
  if (better.length === 0) return clause;
  const scores = [...clause.scores];
  const starts = [...clause.starts];
  const ends = [...clause.ends];
  for (const { token, score, start, end } of better) {
    scores[token] = score;
    starts[token] = start;
    ends[token] = end;
  }
  return { ...clause, scores, starts, ends };
};
