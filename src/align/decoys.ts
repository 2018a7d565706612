import { type SoundingScore, scoreClause } from './clause-score.js';
import type { ClauseToken } from './clause-token.js';
import { alignEdits } from './edit-alignment.js';
import { isFiller } from './fillers.js';
import type { HeardSyllable } from './free-decode.js';
import { guideFrom } from './guide.js';
import { mean } from './mean.js';
import { once } from './once.js';
import { LOWEST_LOG_POSTERIOR } from './token-evidence.js';

/** Fewer have no other order worth the name. */
const FEWEST_TOKENS = 4;
/** As many decoys as together have so many tokens, within these bounds: the mean over a long clause hardly varies. */
const DECOY_TOKENS = 240;
const FEWEST_DECOYS = 2;
const MOST_DECOYS = 6;
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

/** The clause's own words in other orders: the same sounds, so that none is likelier than the clause for what it is made of. */
const decoysOf = (tokens: readonly ClauseToken[]): readonly (readonly ClauseToken[])[] => {
  if (tokens.length < FEWEST_TOKENS) return [];
  const wanted = Math.ceil(DECOY_TOKENS / tokens.length);
  const count = Math.min(MOST_DECOYS, Math.max(FEWEST_DECOYS, wanted), tokens.length - 1);
  return Array.from({ length: count }, (_, k) => backwardsInSteps(tokens, k + 1)).filter((decoy) =>
    isOtherOrder(decoy, tokens),
  );
};

const supportOf = ({ scores }: Pick<SoundingScore, 'scores'>): number =>
  mean(scores.map(({ perPhone }) => Math.min(0, Math.max(LOWEST_LOG_POSTERIOR, perPhone))));

/**
 * How much better the sound supports the clause than its own words in other orders: mean log posterior per phone of the
 * clause minus that of the best decoy, nats. All are scored on the same sound, so an accent that the recogniser does not
 * know costs them alike. About 0 for a recording of something else. Null when there is no other order.
 */
export const decoyMargin = (clause: SoundingScore, heard: readonly HeardSyllable[]): number | null => {
  const { tokens, emissions } = clause;
  const supports = decoysOf(tokens).map((decoy) => {
    const steps = once(() => alignEdits(decoy, heard, isFiller).steps);
    const lattice = decoy.map((token) => [[token]]);
    return supportOf(
      scoreClause(lattice, emissions, (repeats) => guideFrom(steps(), heard, decoy.length, emissions.frames, repeats)),
    );
  });
  return supports.length === 0 ? null : supportOf(clause) - Math.max(...supports);
};
