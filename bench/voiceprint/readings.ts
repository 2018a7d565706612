import { joinSamples, msToSamples } from '../../src/audio/pcm.js';
import type { VoiceEmbedder } from '../../src/voiceprint/voice-embedder.js';
import { withoutSilence } from '../../src/voiceprint/voice-windows.js';
import type { Utterance } from '../dataset/utterance.js';
import { clustersBy } from '../statistics/cluster-bootstrap.js';
import { readRecording } from '../vad/recordings.js';

/** One or more recordings of a speaker heard as one. */
export interface Reading {
  /** Ids of its recordings. */
  readonly id: string;
  readonly speaker: string;
  /** Unit vector. */
  readonly voice: Float32Array;
  readonly speechMs: number;
  /** Samples without silence, which the voice was heard in. */
  readonly speech: Float32Array;
}

export interface ReadingOptions {
  /** Recordings joined into one reading: isolated words alone are too short. */
  readonly joined: number;
  /** At most so many readings of one speaker, the first ones. */
  readonly perSpeaker: number;
}

/** Utterances by speaker, in the order of the data set. */
export const bySpeaker = <T extends { readonly speaker: string }>(
  utterances: readonly T[],
): ReadonlyMap<string, readonly T[]> =>
  new Map(clustersBy(utterances, ({ speaker }) => speaker).map((own) => [own[0]!.speaker, own]));

const groups = <T>(values: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.floor(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );

type Spoken = Pick<Reading, 'id' | 'speaker' | 'speech'>;

const embedReading = async (spoken: Spoken, embedder: VoiceEmbedder): Promise<Reading> => {
  const heard = await embedder.embed(spoken.speech);
  if (heard === null) throw new Error(`a recording of ${spoken.speaker} is silent`);
  return { ...spoken, voice: heard.vector, speechMs: heard.speechMs };
};

/** The first `ms` of a reading's speech, embedded anew. */
export const cutReading = ({ id, speaker, speech }: Reading, ms: number, embedder: VoiceEmbedder): Promise<Reading> =>
  embedReading({ id, speaker, speech: speech.subarray(0, msToSamples(ms)) }, embedder);

/** Embeds the readings of a data set. */
export const readReadings = async (
  utterances: readonly Utterance[],
  embedder: VoiceEmbedder,
  { joined, perSpeaker }: ReadingOptions,
  step: () => void,
): Promise<readonly Reading[]> => {
  const readings: Reading[] = [];
  for (const [speaker, own] of bySpeaker(utterances)) {
    for (const group of groups(own, joined).slice(0, perSpeaker)) {
      const parts = await Promise.all(group.map(({ path }) => readRecording(path)));
      const id = group.map((one) => one.id).join('+');
      readings.push(await embedReading({ id, speaker, speech: joinSamples(parts.map(withoutSilence)) }, embedder));
      step();
    }
  }
  return readings;
};
