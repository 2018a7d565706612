import type { Utterance } from '../dataset/utterance.js';
import { seededRandom } from '../seeded-random.js';

/** Everything that is fitted looks at `development` only; `heldOut` is for the last report. */
export interface Halves {
  readonly development: readonly Utterance[];
  readonly heldOut: readonly Utterance[];
}

/** One fixed split of a set, whatever order its manifest has. */
const SPLIT_SEED = 77;

export const halvesOf = (utterances: readonly Utterance[]): Halves => {
  const random = seededRandom(SPLIT_SEED);
  const shuffled = utterances
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map((utterance) => ({ utterance, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ utterance }) => utterance);
  const middle = Math.floor(shuffled.length / 2);
  return { development: shuffled.slice(0, middle), heldOut: shuffled.slice(middle) };
};
