import { runBackward } from './backward.js';
import { compileChain } from './chain-graph.js';
import { PRICES, type SoundingScore } from './clause-score.js';
import type { ClauseToken } from './clause-token.js';
import { type Emissions, soundBetween } from './emissions.js';
import { runForward } from './forward.js';
import { mean } from './mean.js';
import { LOWEST_LOG_POSTERIOR } from './token-evidence.js';
import { scoreTokens, type TokenScore } from './token-scores.js';

/** Fewer have no other order worth the name. */
const FEWEST_TOKENS = 4;
/** As many decoys as together have so many tokens, within these bounds: the mean over a long clause hardly varies. */
const DECOY_TOKENS = 240;
const FEWEST_DECOYS = 2;
const MOST_DECOYS = 6;
/** Longer clauses are reordered in stretches of at most so many tokens, each on its own sound and a little around it. */
const STRETCH_TOKENS = 40;
const STRETCH_PAD_MS = 400;
/** Share of places that sound as in the clause from which an order is no other one (三三三三). */
const SAME_SHARE = 0.5;

/**
 * Items read backwards in steps: at no step size do more than `step` of them keep their order.
 *
 *     0 1 2 3 4 5 6   in steps of 2   0 2 4 6 | 1 3 5   backwards   5 3 1 6 4 2 0
 */
export const backwardsInSteps = <T>(items: readonly T[], step: number): readonly T[] =>
  Array.from({ length: step }, (_, column) => items.filter((_item, at) => at % step === column))
    .flat()
    .reverse();

const soundOf = ({ pronunciations }: ClauseToken): string => pronunciations[0]!.phones.join();

const isOtherOrder = (decoy: readonly ClauseToken[], tokens: readonly ClauseToken[]): boolean =>
  decoy.filter((token, k) => soundOf(token) === soundOf(tokens[k]!)).length < SAME_SHARE * tokens.length;

const countFor = (tokens: number): number =>
  Math.min(MOST_DECOYS, Math.max(FEWEST_DECOYS, Math.ceil(DECOY_TOKENS / tokens)), tokens - 1);

/** Log posteriors per phone of a clause's tokens, cut where a token is simply not there. */
const supportsOf = (scores: readonly TokenScore[]): readonly number[] =>
  scores.map(({ perPhone }) => Math.min(0, Math.max(LOWEST_LOG_POSTERIOR, perPhone)));

/** Neighbouring tokens of a clause with the sound in which they were heard. */
interface Stretch {
  readonly tokens: readonly ClauseToken[];
  readonly emissions: Emissions;
}

/** The clause in stretches of about equal length; one alone has the whole recording. */
const stretchesOf = ({ tokens, emissions, starts, ends }: SoundingScore): readonly Stretch[] => {
  const count = Math.ceil(tokens.length / STRETCH_TOKENS);
  const length = Math.ceil(tokens.length / count);
  const pad = Math.round(STRETCH_PAD_MS / emissions.frameMs);
  return Array.from({ length: count }, (_, at) => {
    const [from, to] = [at * length, Math.min(tokens.length, (at + 1) * length)];
    const start = from === 0 ? 0 : Math.max(0, starts[from]! - pad);
    const end = to === tokens.length ? emissions.frames : Math.min(emissions.frames, ends[to - 1]! + pad);
    return { tokens: tokens.slice(from, to), emissions: soundBetween(emissions, start, Math.max(start, end)) };
  });
};

const scoreChain = ({ tokens, emissions }: Stretch): readonly TokenScore[] => {
  const graph = compileChain(tokens, PRICES);
  return scoreTokens(runForward(graph, emissions), runBackward(graph, emissions));
};

/** How well the sound supports the words of all stretches, each read backwards in these steps; null when that is no other order. */
const decoySupport = (stretches: readonly Stretch[], tokens: readonly ClauseToken[], step: number): number | null => {
  const decoys = stretches.map((stretch) => ({ ...stretch, tokens: backwardsInSteps(stretch.tokens, step) }));
  const reordered = decoys.flatMap((decoy) => decoy.tokens);
  if (!isOtherOrder(reordered, tokens)) return null;
  return mean(decoys.flatMap((decoy) => supportsOf(scoreChain(decoy))));
};

/**
 * How much better the sound supports the clause than its own words in other orders: mean log posterior per phone of the
 * clause minus that of the best decoy, nats. All are scored on the same sound, so an accent that the recogniser does not
 * know costs them alike, and of the same sounds, so that none is likelier for what it is made of. About 0 for a recording of
 * something else. Null when there is no other order. Linear in the length of the clause.
 */
export const decoyMargin = (clause: SoundingScore): number | null => {
  const { tokens } = clause;
  if (tokens.length < FEWEST_TOKENS) return null;
  const stretches = stretchesOf(clause);
  const supports = Array.from({ length: countFor(tokens.length) }, (_, k) => decoySupport(stretches, tokens, k + 1));
  const measured = supports.filter((support) => support !== null);
  return measured.length === 0 ? null : mean(supportsOf(clause.scores)) - Math.max(...measured);
};
