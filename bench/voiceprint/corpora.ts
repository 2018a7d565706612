import type { Dataset, Utterance } from '../dataset/utterance.js';
import { clustersBy } from '../statistics/cluster-bootstrap.js';

/** Recordings whose speakers are compared with each other. */
export interface Corpus {
  readonly name: string;
  readonly utterances: readonly Utterance[];
  /** Recordings that make one reading: isolated words alone are too short. */
  readonly joined: number;
}

const FEW_SPEAKERS = 10;
const SHORT_MS = 2_500;
const JOINED = [1, 2, 3] as const;

const speakersOf = ({ utterances }: Dataset) => clustersBy(utterances, ({ speaker }) => speaker);

/** Nobody can be enrolled and tried: everybody has one recording only. */
const isImpostorsOnly = (dataset: Dataset): boolean => speakersOf(dataset).every((own) => own.length < 2);

const areWords = ({ utterances }: Dataset): boolean =>
  utterances.every(({ durationMs }) => durationMs !== null && durationMs < SHORT_MS);

/**
 * Each data set is a corpus of its own, because another microphone is no other voice; isolated words also two and three at
 * a time. Sets whose speakers have one recording each are impostors for the sets of few speakers.
 */
export const corporaOf = (datasets: readonly Dataset[]): readonly Corpus[] => {
  const impostors = datasets.filter(isImpostorsOnly);
  return datasets
    .filter((dataset) => !isImpostorsOnly(dataset))
    .flatMap((dataset) => {
      const own = speakersOf(dataset).length < FEW_SPEAKERS ? [dataset, ...impostors] : [dataset];
      const utterances = own.flatMap((one) => one.utterances);
      const name = own.map((one) => one.name).join(' + ');
      return (areWords(dataset) ? JOINED : [1]).map((joined) => ({
        name: joined === 1 ? name : `${name}, ${joined} words a reading`,
        utterances,
        joined,
      }));
    });
};
