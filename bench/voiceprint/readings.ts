import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { msToSamples } from '../../src/audio/pcm.js';
import type { VoiceEmbedder } from '../../src/voiceprint/voice-embedder.js';
import { withoutSilence } from '../../src/voiceprint/voice-windows.js';
import { readRecording } from '../vad/recordings.js';

/** One or more recordings of a speaker heard as one. */
export interface Reading {
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

/** File paths by speaker, from a folder's `manifest.tsv` (file, speaker, ...). */
export const filesBySpeaker = async (folder: string): Promise<ReadonlyMap<string, readonly string[]>> => {
  const rows = (await readFile(join(folder, 'manifest.tsv'), 'utf8')).trim().split('\n').slice(1);
  const bySpeaker = new Map<string, string[]>();
  for (const row of rows) {
    const [file, speaker] = row.split('\t');
    bySpeaker.set(speaker!, [...(bySpeaker.get(speaker!) ?? []), join(folder, file!)]);
  }
  return bySpeaker;
};

export const joinSamples = (parts: readonly Float32Array[]): Float32Array => {
  const joined = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
};

const groups = <T>(values: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.floor(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );

const embedReading = async (speaker: string, speech: Float32Array, embedder: VoiceEmbedder): Promise<Reading> => {
  const heard = await embedder.embed(speech);
  if (heard === null) throw new Error(`a recording of ${speaker} is silent`);
  return { speaker, voice: heard.vector, speechMs: heard.speechMs, speech };
};

/** The first `ms` of a reading's speech, embedded anew. */
export const cutReading = ({ speaker, speech }: Reading, ms: number, embedder: VoiceEmbedder): Promise<Reading> =>
  embedReading(speaker, speech.subarray(0, msToSamples(ms)), embedder);

/** Embeds the readings of a folder. */
export const readReadings = async (
  folder: string,
  embedder: VoiceEmbedder,
  { joined, perSpeaker }: ReadingOptions,
): Promise<readonly Reading[]> => {
  const readings: Reading[] = [];
  for (const [speaker, files] of await filesBySpeaker(folder)) {
    for (const group of groups(files, joined).slice(0, perSpeaker)) {
      const parts = await Promise.all(group.map(readRecording));
      readings.push(await embedReading(speaker, joinSamples(parts.map(withoutSilence)), embedder));
    }
  }
  return readings;
};
