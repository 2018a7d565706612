import { HeshengError } from '../../src/errors.js';
import type { BenchResult, Trial } from '../report/result.js';

/** The same case under an old and a new system. */
export interface PairedTrial {
  readonly before: Trial;
  readonly after: Trial;
}

const refuse = (why: string): never => {
  throw new HeshengError('DATASET_INVALID', why);
};

/** The system that is meant: the one named, or the only one there is. */
export const chooseSystem = ({ systems }: BenchResult, wanted: string | null, option: string): string => {
  const ids = systems.map(({ id }) => id);
  if (wanted === null)
    return ids.length === 1 ? ids[0]! : refuse(`several systems, name one with ${option}: ${ids.join(', ')}`);
  return ids.includes(wanted) ? wanted : refuse(`there is no system ${wanted}, only ${ids.join(', ')}`);
};

const stamp = ({ datasets }: BenchResult): string =>
  datasets
    .map(({ name, sha256 }) => `${name} ${sha256.slice(0, 12)}`)
    .toSorted()
    .join(', ');

const MAX_NAMED = 5;

const firstOf = (ids: readonly string[]): string =>
  ids.slice(0, MAX_NAMED).join(', ') + (ids.length > MAX_NAMED ? ` and ${ids.length - MAX_NAMED} more` : '');

/**
 * Pairs the cases of two results by their ids. Results of other data, or of another choice of cases (seed, limit), cannot
 * be compared. @throws HeshengError DATASET_INVALID.
 */
export const pairTrials = (
  before: BenchResult,
  after: BenchResult,
  systems: { readonly before: string; readonly after: string },
): readonly PairedTrial[] => {
  if (before.bench !== after.bench) refuse(`one is a result of ${before.bench}, the other of ${after.bench}`);
  if (stamp(before) !== stamp(after)) refuse(`different data: ${stamp(before)} against ${stamp(after)}`);
  const old = new Map(
    before.trials.filter(({ system }) => system === systems.before).map((trial) => [trial.id, trial]),
  );
  const own = after.trials.filter(({ system }) => system === systems.after);
  const ids = new Set(own.map(({ id }) => id));
  const lacking = [...old.keys()].filter((id) => !ids.has(id));
  const extra = own.filter(({ id }) => !old.has(id)).map(({ id }) => id);
  if (lacking.length > 0)
    refuse(`cases only in the first result, made with the same --seed and --limit? ${firstOf(lacking)}`);
  if (extra.length > 0)
    refuse(`cases only in the second result, made with the same --seed and --limit? ${firstOf(extra)}`);
  if (own.length === 0) refuse('there are no cases to compare');
  return own.map((trial) => ({ before: old.get(trial.id)!, after: trial }));
};
