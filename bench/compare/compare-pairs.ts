import type { Trial } from '../report/result.js';
import { clusterBootstrap, clustersBy } from '../statistics/cluster-bootstrap.js';
import type { Figure } from '../statistics/figure.js';
import { mean } from '../statistics/mean.js';
import { clusterPermutation, mcNemar } from '../statistics/paired-tests.js';
import type { PairedTrial } from './pair-trials.js';

/** What each bench calls a case that was let through. */
const ACCEPTED = ['pass', 'accept', 'ACCEPT', 'exact'];

/** Right: an honest case was let through, or one that must not pass was not. */
export const isRight = ({ wanted, outcome }: Trial): boolean => (wanted === 'accept') === ACCEPTED.includes(outcome);

/** One paired comparison of many cases. */
export interface Comparison {
  readonly cases: number;
  readonly speakers: number;
  readonly rightBefore: number;
  readonly rightAfter: number;
  readonly onlyBefore: number;
  readonly onlyAfter: number;
  /** Share of right cases, after minus before. */
  readonly difference: Figure;
  /** Probability of as bad a change if both were equally good: by case (McNemar) and by speaker (permutation). */
  readonly byCase: number;
  readonly bySpeaker: number;
}

const change = ({ before, after }: PairedTrial): number => Number(isRight(after)) - Number(isRight(before));

const meanOf = (pairs: readonly PairedTrial[], of: (pair: PairedTrial) => number): number => mean(pairs.map(of));

export const differenceFigure = (
  pairs: readonly PairedTrial[],
  of: (pair: PairedTrial) => number,
  seed: number,
): Figure => {
  const clusters = clustersBy(pairs, ({ before }) => before.speaker);
  const { low, high } = clusterBootstrap(clusters, (drawn) => meanOf(drawn.flat(), of), { seed });
  const known = Number.isFinite(low);
  return {
    value: meanOf(pairs, of),
    low: known ? low : null,
    high: known ? high : null,
    n: pairs.length,
    speakers: clusters.length,
    method: known ? 'speaker_bootstrap' : 'none',
  };
};

/** Sum of losses of each speaker: positive where the new system is worse. */
export const speakerLosses = (pairs: readonly PairedTrial[], of: (pair: PairedTrial) => number): readonly number[] =>
  clustersBy(pairs, ({ before }) => before.speaker).map((own) => own.reduce((sum, pair) => sum - of(pair), 0));

export const comparePairs = (pairs: readonly PairedTrial[], seed: number): Comparison => {
  const onlyBefore = pairs.filter((pair) => change(pair) < 0).length;
  const onlyAfter = pairs.filter((pair) => change(pair) > 0).length;
  const difference = differenceFigure(pairs, change, seed);
  return {
    cases: pairs.length,
    speakers: difference.speakers ?? 0,
    rightBefore: pairs.filter(({ before }) => isRight(before)).length,
    rightAfter: pairs.filter(({ after }) => isRight(after)).length,
    onlyBefore,
    onlyAfter,
    difference,
    byCase: mcNemar({ onlyOld: onlyBefore, onlyNew: onlyAfter }).worse,
    bySpeaker: clusterPermutation(speakerLosses(pairs, change), seed),
  };
};
