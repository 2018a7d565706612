import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { INSTALLATION_DIR, VERSION } from '../../src/config/installation.js';
import { NORMALISER } from '../../src/text/to-spoken-form.js';
import type { Dataset } from '../dataset/utterance.js';
import type { DatasetStamp, Meta } from '../report/result.js';

const MIB = 1_048_576;
const HOUR_MS = 3_600_000;

/** Commit of the installation, with a plus sign when files differ from it; null when it is no git checkout. */
const commitOf = (folder: string): string | null => {
  const git = (...wanted: string[]): string =>
    execFileSync('git', ['-C', folder, ...wanted], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return git('rev-parse', 'HEAD') + (git('status', '--porcelain', '--untracked-files=no') === '' ? '' : '+');
  } catch {
    return null;
  }
};

export interface RunFacts {
  /** The command line as it was given. */
  readonly command: string;
  readonly seed: number;
  readonly date: Date;
}

/** Where and by what a result was made. */
export const metaOf = ({ command, seed, date }: RunFacts): Meta => ({
  hesheng: VERSION,
  commit: commitOf(INSTALLATION_DIR),
  normaliser: NORMALISER,
  date: date.toISOString(),
  command,
  seed,
  machine: {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryMib: Math.round(totalmem() / MIB),
    node: process.version,
  },
});

const hoursOf = ({ utterances }: Dataset): number | null => {
  const known = utterances.flatMap(({ durationMs }) => durationMs ?? []);
  return known.length < utterances.length ? null : known.reduce((sum, ms) => sum + ms, 0) / HOUR_MS;
};

/** What a report says of a data set. `trainedOn` names the sets that the models were trained on. */
export const stampDataset = (dataset: Dataset, trainedOn: readonly string[]): DatasetStamp => {
  const { name, sha256, utterances } = dataset;
  const voices = [...new Set(utterances.map(({ voice }) => voice))];
  return {
    name,
    sha256,
    readings: utterances.length,
    speakers: new Set(utterances.map(({ speaker }) => speaker)).size,
    hours: hoursOf(dataset),
    voice: voices.length === 1 ? voices[0]! : 'mixed',
    trainedOn: trainedOn.includes(name),
  };
};
