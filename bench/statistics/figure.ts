import { wilson } from '../../src/recognisers/wilson.js';
import {
  addTallies,
  type BootstrapOptions,
  clusterBootstrap,
  clustersBy,
  pooledShare,
  type Tally,
} from './cluster-bootstrap.js';
import { ruleOfThree } from './proportion.js';

/** How an interval was made; written under every table that shows one. */
export type IntervalMethod =
  | 'speaker_bootstrap'
  | 'scene_bootstrap'
  | 'round_bootstrap'
  | 'wilson'
  | 'clopper_pearson'
  | 'rule_of_three'
  | 'rule_of_three_speakers'
  | 'none';

/** A measured value and the 95 % interval it may truly lie in. `low` and `high` are null when nothing can be said. */
export interface Figure {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Trials behind the value, and how many of them were hits when it is a share. */
  readonly n: number;
  readonly hits?: number;
  readonly speakers?: number;
  readonly method: IntervalMethod;
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** A figure that claims no interval: a count, or a value of too little data. */
export const plainFigure = (value: number, n: number, speakers?: number): Figure => ({
  value: finite(value),
  low: null,
  high: null,
  n,
  ...(speakers === undefined ? {} : { speakers }),
  method: 'none',
});

/**
 * Any figure of trials, with an interval over resampled speakers. `figure` sees the trials of a draw, one speaker drawn
 * twice twice.
 */
export const speakerFigure = <T>(
  trials: readonly T[],
  speakerOf: (trial: T) => string,
  figure: (drawn: readonly T[]) => number,
  options: BootstrapOptions,
): Figure => {
  const clusters = clustersBy(trials, speakerOf);
  const { low, high } = clusterBootstrap(clusters, (drawn) => figure(drawn.flat()), options);
  const known = Number.isFinite(low) && Number.isFinite(high);
  return {
    value: finite(figure(trials)),
    low: finite(low),
    high: finite(high),
    n: trials.length,
    speakers: clusters.length,
    method: known ? 'speaker_bootstrap' : 'none',
  };
};

/** A figure of units that are resampled one by one: scenes that share utterances, or rounds of one measurement. */
export const resampledFigure = <T>(
  units: readonly T[],
  figure: (drawn: readonly T[]) => number,
  method: 'scene_bootstrap' | 'round_bootstrap',
  options: BootstrapOptions,
): Figure => {
  const { low, high } = clusterBootstrap(units, figure, options);
  const known = Number.isFinite(low) && Number.isFinite(high);
  return {
    value: finite(figure(units)),
    low: known ? low : null,
    high: known ? high : null,
    n: units.length,
    method: known ? method : 'none',
  };
};

/** True share of hits among trials that all came out alike lies within 3/n of that end. */
const oneSided = (share: 0 | 1, bound: number): Pick<Figure, 'low' | 'high'> =>
  share === 0 ? { low: 0, high: bound } : { low: 1 - bound, high: 1 };

export interface ShareOptions extends BootstrapOptions {
  /** Trials that count as independent for the rule of three (readings, say, when many altered clauses share one); default: all. */
  readonly independent?: number;
}

/**
 * Share of hits over speakers' tallies. With hits and misses the interval is that of resampled speakers; resampling says
 * nothing when all trials came out alike, so then it is the rule of three. With one speaker it is Wilson's, which knows
 * of no speakers.
 */
export const tallyFigure = (tallies: readonly Tally[], options: ShareOptions): Figure => {
  const { hits, trials } = addTallies(tallies);
  const base = { n: trials, hits, speakers: tallies.length };
  if (trials === 0) return { ...base, value: null, low: null, high: null, method: 'none' };
  const value = hits / trials;
  if (value === 0 || value === 1) {
    return { ...base, value, ...oneSided(value, ruleOfThree(options.independent ?? trials)), method: 'rule_of_three' };
  }
  if (tallies.length < 2) return { ...base, value, ...wilson(hits, trials), method: 'wilson' };
  return { ...base, value, ...clusterBootstrap(tallies, pooledShare, options), method: 'speaker_bootstrap' };
};

/** Share of trials that are hits; intervals as in `tallyFigure`. */
export const shareFigure = <T>(
  trials: readonly T[],
  isHit: (trial: T) => boolean,
  speakerOf: (trial: T) => string,
  options: ShareOptions,
): Figure => {
  const tallies = clustersBy(trials, speakerOf).map(
    (own): Tally => ({ hits: own.filter(isHit).length, trials: own.length }),
  );
  return tallyFigure(tallies, options);
};

/** The bound of a share in which no error was seen, if only speakers count as independent: 3 / speakers. */
export const speakerBound = ({ value, n, speakers = 0 }: Figure): Figure | null =>
  value !== 0
    ? null
    : { value: 0, low: 0, high: ruleOfThree(speakers), n, hits: 0, speakers, method: 'rule_of_three_speakers' };
