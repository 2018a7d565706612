import type { Dataset, Utterance } from '../dataset/utterance.js';
import { sample, seededRandom } from '../seeded-random.js';
import type { BenchOptions } from './options.js';

type Choice = Pick<BenchOptions, 'limit' | 'speakers' | 'seed'>;

/**
 * The utterances of a data set that a bench takes: of so many speakers, then so many readings, both drawn with the
 * seed; in the order of the manifest.
 */
export const chooseUtterances = ({ utterances }: Dataset, { limit, speakers, seed }: Choice): readonly Utterance[] => {
  const random = seededRandom(seed);
  const all = [...new Set(utterances.map(({ speaker }) => speaker))];
  const chosen = new Set(speakers === null ? all : sample(random, all, speakers));
  const theirs = utterances.filter(({ speaker }) => chosen.has(speaker));
  const drawn = new Set(limit === null ? theirs : sample(random, theirs, limit));
  return theirs.filter((utterance) => drawn.has(utterance));
};
