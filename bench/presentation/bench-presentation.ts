import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeshengError } from '../../src/errors.js';
import { FINGERPRINT, fingerprint } from '../../src/fingerprint/fingerprint.js';
import { isRepeated, similarityNeeded } from '../../src/fingerprint/repeated.js';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import type { Store } from '../../src/store/store.js';
import { compareWithHistory } from '../../src/verification/compare-with-history.js';
import { sha256 } from '../../src/verification/sha256.js';
import { readDatasets } from '../dataset/read-dataset.js';
import type { Dataset, Utterance, VoiceKind } from '../dataset/utterance.js';
import { type BenchResult, RESULT_SCHEMA, type Trial } from '../report/result.js';
import { chooseUtterances } from '../run/choose-utterances.js';
import { metaOf, stampDataset } from '../run/meta.js';
import type { BenchOptions } from '../run/options.js';
import { withBenchProgress } from '../run/progress.js';
import { sample, seededRandom } from '../seeded-random.js';
import { readRecording } from '../vad/recordings.js';
import { COPY_KINDS, type CopyKind, copyOf } from './copies.js';
import { growHistory, type HistoryPoint } from './grown-history.js';
import { HALVES, type Half, halvesOf } from './halves.js';
import { type Posted, post } from './posted.js';
import { type CopyTrial, costSection, halfSection } from './presentation-sections.js';

/** Recordings of each half of each data set that copies are made of. */
const COPIED = 40;
const SYSTEM = FINGERPRINT;
/** Later than any number. */
const EVERYTHING = Number.MAX_SAFE_INTEGER;

const voiceOf = (datasets: readonly Dataset[]): VoiceKind => {
  const voices = [...new Set(datasets.flatMap(({ utterances }) => utterances.map(({ voice }) => voice)))];
  if (voices.length !== 1)
    throw new HeshengError('DATASET_INVALID', 'human and synthetic voices are never in one figure');
  return voices[0]!;
};

const present = async (
  { fingerprints }: Store,
  half: Half,
  original: Posted,
  kind: CopyKind,
  folder: string,
): Promise<CopyTrial> => {
  const trial = { half, original, kind: kind.name, group: kind.group };
  if (kind.group === 'exact') {
    const same = await fingerprints.sameBytes(sha256(await readFile(original.utterance.path)), EVERYTHING, 1);
    return { ...trial, caught: same[0]?.subject.id === original.utterance.id, margin: null };
  }
  const heard = fingerprint(await copyOf(original.utterance.path, kind, folder));
  const found = await compareWithHistory(fingerprints, heard, EVERYTHING);
  const own = found.find(([{ subject }]) => subject.id === original.utterance.id);
  if (own === undefined) return { ...trial, caught: false, margin: null };
  const [, match] = own;
  return { ...trial, caught: isRepeated(match), margin: match.similarity - similarityNeeded(match.moments) };
};

const trialOf = ({ half, original: { utterance }, kind, caught, margin }: CopyTrial): Trial => ({
  id: `${utterance.id}/${kind}`,
  system: SYSTEM,
  dataset: utterance.dataset,
  speaker: utterance.speaker,
  voice: utterance.voice,
  kind,
  wanted: 'reject',
  outcome: caught ? 'caught' : 'missed',
  score: margin,
  detail: half,
});

const alarmOf = ({ utterance, alarm, copyOf: same, margin }: Posted): Trial => ({
  id: `${utterance.id}/posted`,
  system: SYSTEM,
  dataset: utterance.dataset,
  speaker: utterance.speaker,
  voice: utterance.voice,
  kind: same === null ? 'distinct' : 'same bytes in the data',
  wanted: same === null ? 'accept' : 'reject',
  outcome: alarm === null ? 'new' : 'taken for a repetition',
  score: margin,
  detail: alarm ?? same ?? '',
});

interface Measured {
  readonly posted: readonly Posted[];
  readonly copies: readonly CopyTrial[];
  readonly history: readonly HistoryPoint[] | null;
}

const sketchesOf = async (posted: readonly Posted[]) =>
  Promise.all(
    posted.slice(0, 400).map(async ({ utterance }) => fingerprint(await readRecording(utterance.path)).sketch),
  );

const measure = async (
  folder: string,
  file: string,
  utterances: readonly Utterance[],
  halves: ReadonlyMap<string, Half>,
  { seed, curve = false }: BenchOptions,
): Promise<Measured> => {
  const store = await openSqliteStore(file);
  try {
    const posted = await withBenchProgress('posted', utterances.length, async (step) => {
      const all: Posted[] = [];
      for (const utterance of utterances) {
        all.push(await post(store.fingerprints, utterance));
        step();
      }
      return all;
    });
    const random = seededRandom(seed);
    const names = [...new Set(utterances.map(({ dataset }) => dataset))];
    const chosen = HALVES.flatMap((half) =>
      names.flatMap((name) => {
        const own = posted.filter(
          ({ utterance, copyOf: same }) =>
            utterance.dataset === name && halves.get(utterance.id) === half && same === null,
        );
        return sample(random, own, COPIED).map((original) => ({ half, original }));
      }),
    );
    const copies = await withBenchProgress('copies', chosen.length * COPY_KINDS.length, async (step) => {
      const all: CopyTrial[] = [];
      for (const { half, original } of chosen) {
        for (const kind of COPY_KINDS) {
          all.push(await present(store, half, original, kind, folder));
          step();
        }
      }
      return all;
    });
    const grown = curve ? await openSqliteStore(join(folder, 'grown.db')) : null;
    const history = grown && (await growHistory(grown, await sketchesOf(posted), utterances, random));
    await grown?.close();
    return { posted, copies, history };
  } finally {
    await store.close();
  }
};

/** Recordings posted one after the other, and copies of some of them: what is taken for a repetition. */
export const benchPresentation = async (options: BenchOptions): Promise<BenchResult> => {
  if (options.data.length === 0) throw new HeshengError('BAD_REQUEST', 'Give recordings with --data.');
  const datasets = await readDatasets(options.data);
  const voice = voiceOf(datasets);
  const utterances = datasets.flatMap((one) => chooseUtterances(one, options));
  const halves = new Map(datasets.flatMap((one) => [...halvesOf(one)]));
  const folder = await mkdtemp(join(tmpdir(), 'hesheng-presentation-'));
  try {
    const file = join(folder, 'history.db');
    const { posted, copies, history } = await measure(folder, file, utterances, halves, options);
    const bytes = (await stat(file)).size;
    const sections = HALVES.map((half) =>
      halfSection(
        half,
        voice,
        posted.filter(({ utterance }) => halves.get(utterance.id) === half),
        copies.filter((copy) => copy.half === half),
      ),
    );
    return {
      schema: RESULT_SCHEMA,
      bench: 'presentation',
      meta: metaOf({ command: options.command, seed: options.seed, date: new Date() }),
      datasets: datasets.map((dataset) => stampDataset(dataset, options.trainedOn)),
      systems: [{ id: SYSTEM, models: [], policy: null }],
      sections: [...sections, costSection({ posted, bytes, history })],
      trials: [...posted.map(alarmOf), ...copies.map(trialOf)],
    };
  } finally {
    await rm(folder, { recursive: true });
  }
};
