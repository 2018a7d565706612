import { asPhones } from '../../src/align/spoken-reference.js';
import { alignSymbols, type Counts, countSteps } from '../../src/align/symbol-alignment.js';
import type { Transcriber } from '../../src/asr/transcriber.js';
import type { Samples } from '../../src/audio/pcm.js';
import type { LoadedModels } from '../../src/engine/load-models.js';
import type { Utterance } from '../dataset/utterance.js';
import { referenceOf } from '../recognition/reference.js';
import { readRecording } from '../vad/recordings.js';
import { hearOurselves } from './our-side.js';
import type { Peer } from './peer-process.js';
import { medianSpent, type Spent, spend } from './spent.js';
import { charactersOf, countWritten, phonesOf, writtenReference } from './written.js';

/** A text that a recogniser wrote, against the transcript. */
export interface Written {
  readonly text: string;
  readonly phones: Counts;
  readonly characters: Counts;
  readonly spent: Spent;
}

/** One recording, as each contender has it. */
export interface Compared {
  readonly utterance: Utterance;
  readonly audioMs: number;
  readonly ours: {
    readonly phones: Counts;
    readonly vad: Spent;
    readonly recognition: Spent;
    readonly alignment: Spent;
  };
  readonly peer: Written;
  /** The pack through sherpa-onnx, with its characters counted against the peer's as well; null without one. */
  readonly pack: (Written & { readonly againstPeer: Counts }) | null;
}

export interface Contenders {
  readonly models: LoadedModels;
  readonly peer: Peer;
  readonly pack: Transcriber | null;
}

const SAMPLES_PER_MS = 16;

const against = (utterance: Utterance, transcript: string, text: string, spent: Spent): Written => ({
  text,
  phones: countWritten(text, referenceOf(utterance, asPhones)!, phonesOf),
  characters: countWritten(text, writtenReference(transcript, charactersOf), charactersOf),
  spent,
});

const textOf = async (pack: Transcriber, samples: Samples): Promise<string> =>
  (await pack.transcribe(samples)).map(({ text }) => text).join('');

/** The rounds of two contenders in turn, each first in every other round, so that the machine's mood is shared. */
const inTurn = async <A, B>(
  rounds: number,
  first: () => Promise<A>,
  second: () => Promise<B>,
): Promise<{ readonly firsts: readonly A[]; readonly seconds: readonly B[] }> => {
  const [firsts, seconds]: [A[], B[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) firsts.push(await first());
    seconds.push(await second());
    if (round % 2 === 1) firsts.push(await first());
  }
  return { firsts, seconds };
};

/** Has every contender hear a recording of which it is known what was said; `rounds` at least 1. */
export const compareRecording = async (
  { models, peer, pack }: Contenders,
  utterance: Utterance,
  transcript: string,
  rounds: number,
): Promise<Compared> => {
  const samples = await readRecording(utterance.path);
  const { firsts, seconds } = await inTurn(
    rounds,
    () => hearOurselves(models, samples, transcript),
    () => peer.transcribe(samples),
  );
  const written = pack === null ? null : await spend(() => textOf(pack, samples));
  const theirs = against(utterance, transcript, seconds[0]!.text, medianSpent(seconds));
  return {
    utterance,
    audioMs: samples.length / SAMPLES_PER_MS,
    ours: {
      phones: countSteps(alignSymbols(referenceOf(utterance, asPhones)!, firsts[0]!.phones)),
      vad: medianSpent(firsts.map(({ vad }) => vad)),
      recognition: medianSpent(firsts.map(({ recognition }) => recognition)),
      alignment: medianSpent(firsts.map(({ alignment }) => alignment)),
    },
    peer: theirs,
    pack: written && {
      ...against(utterance, transcript, written.value, written.spent),
      againstPeer: countWritten(written.value, writtenReference(theirs.text, charactersOf), charactersOf),
    },
  };
};
