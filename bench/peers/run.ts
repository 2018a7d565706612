/**
 * The embedded recogniser beside faster-whisper on the same recordings in one run. See HELP.
 */
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openSherpaTranscriber } from '../../src/asr/open-sherpa-transcriber.js';
import type { Transcriber } from '../../src/asr/transcriber.js';
import { INSTALLATION_DIR, modelsDirOf } from '../../src/config/installation.js';
import { loadConfig } from '../../src/config.js';
import { loadModels } from '../../src/engine/load-models.js';
import { readPackFolder } from '../../src/model/pack/add-pack.js';
import { readDatasets } from '../dataset/read-dataset.js';
import type { Utterance } from '../dataset/utterance.js';
import { chooseUtterances } from '../run/choose-utterances.js';
import { readRecording } from '../vad/recordings.js';
import { type Compared, type Contenders, compareRecording } from './compared.js';
import { hearOurselves } from './our-side.js';
import { openPeer } from './peer-process.js';
import { showScaling } from './scaling.js';
import { showErrors, showSpeed } from './show-comparison.js';

const HELP = `bench:peers -- --data DIR [DIR...] --python PYTHON [--limit N] [--rounds N] [--seed N]
  [--pack FOLDER] [--weights FOLDER] [--trained-on NAME] [--scaling] [--list]

The embedded recogniser and faster-whisper (Whisper base, int8, greedy, one thread, no voice activity detection) hear the same
recordings in turn: time of each and errors of each. --python is that of a virtual environment with bench/peers/requirements.txt;
the weights are fetched into --weights (default .cache/whisper-base/weights) when they are not there. --pack also asks a
Whisper pack (scripts/whisper-base makes one) through sherpa-onnx. --limit: at most so many recordings of each set. Sets named by
--trained-on are left out of the figures of unseen voices. --scaling: also engine processes against threads. --list: also the texts.`;

/** Recordings that each split of the cores gets through in a round. */
const SCALING_READINGS = 16;
const SCALING_ROUNDS = 5;

const parse = () =>
  parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string', multiple: true, default: [] },
      python: { type: 'string' },
      weights: { type: 'string', default: join(INSTALLATION_DIR, '.cache', 'whisper-base', 'weights') },
      pack: { type: 'string' },
      limit: { type: 'string' },
      rounds: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      'trained-on': { type: 'string', multiple: true, default: [] },
      scaling: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
    },
  });

const openPack = async (folder: string | undefined): Promise<Transcriber | null> =>
  folder === undefined ? null : openSherpaTranscriber(folder, await readPackFolder(folder), 1);

interface Known extends Utterance {
  readonly transcript: string;
}

/** Recordings of which it is known what was said; of human voices, so that no figure mixes them with others. */
const isKnown = (one: Utterance): one is Known =>
  one.transcript !== null && one.deviation === null && one.voice === 'human';

/** An engine process lives for long; until the compiler knows our code, it takes twice as long. */
const WARM_UP_READINGS = 30;

const warmUp = async ({ models, peer, pack }: Contenders, known: readonly Known[]): Promise<void> => {
  for (const { path, transcript } of known.slice(0, WARM_UP_READINGS))
    await hearOurselves(models, await readRecording(path), transcript);
  const samples = await readRecording(known[0]!.path);
  await peer.transcribe(samples);
  await pack?.transcribe(samples);
};

const compareAll = async (contenders: Contenders, known: readonly Known[], rounds: number): Promise<Compared[]> => {
  await warmUp(contenders, known);
  const all: Compared[] = [];
  for (const one of known) all.push(await compareRecording(contenders, one, one.transcript, rounds));
  return all;
};

const showTexts = (all: readonly Compared[]): void => {
  for (const { utterance, peer, pack } of all) {
    console.log(`${utterance.id}\n  said  ${utterance.transcript}\n  peer  ${peer.text}`);
    if (pack !== null) console.log(`  pack  ${pack.text}`);
  }
};

const load = (): string => loadavg()[0]!.toFixed(1);

const main = async (): Promise<void> => {
  const { values, positionals } = parse();
  const data = [...values.data, ...positionals];
  if (data.length === 0 || values.python === undefined) {
    console.log(HELP);
    process.exitCode = 2;
    return;
  }
  const seed = Number(values.seed);
  const limit = values.limit === undefined ? null : Number(values.limit);
  const datasets = await readDatasets(data);
  const known = datasets.flatMap((set) => chooseUtterances(set, { limit, speakers: null, seed })).filter(isKnown);
  const modelsDir = modelsDirOf(loadConfig().config);
  const before = load();
  const peer = await openPeer(values.python, values.weights);
  try {
    const models = await loadModels({ modelsDir, threads: 1 });
    const contenders = { models, peer, pack: await openPack(values.pack) };
    const all = await compareAll(contenders, known, Number(values.rounds));
    if (values.list) showTexts(all);
    console.log(`Human voices; load of the machine ${before} before, ${load()} after`);
    for (const { name } of datasets) {
      const own = all.filter(({ utterance }) => utterance.dataset === name);
      const trained = values['trained-on'].includes(name) ? ' (our model was trained on these voices)' : '';
      if (own.length > 0) showErrors(`${name}${trained}`, own, seed);
    }
    showErrors('All sets together', all, seed);
    const unseen = all.filter(({ utterance }) => !values['trained-on'].includes(utterance.dataset));
    if (unseen.length > 0 && unseen.length < all.length) showErrors('Sets of unseen voices', unseen, seed);
    showSpeed(all, seed);
  } finally {
    await peer.close();
  }
  if (!values.scaling) return;
  const readings = await Promise.all(known.slice(0, SCALING_READINGS).map(({ path }) => readRecording(path)));
  await showScaling(modelsDir, readings, SCALING_ROUNDS);
};

await main();
