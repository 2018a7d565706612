import { msToSamples } from '../../src/audio/pcm.js';
import { readDataset } from '../dataset/read-dataset.js';
import { readRecording } from '../vad/recordings.js';
import { bySpeaker } from './readings.js';
import { type Tape, tapeOf } from './turn-trials.js';

/** One tape a speaker, of the first `most` recordings of each. */
export const readTapes = async (folder: string, most: number): Promise<readonly Tape[]> => {
  const tapes: Tape[] = [];
  for (const [speaker, own] of bySpeaker((await readDataset(folder)).utterances)) {
    const clips: Float32Array[] = [];
    for (const { path } of own.slice(0, most)) clips.push(await readRecording(path));
    tapes.push(tapeOf(speaker, clips));
  }
  return tapes;
};

/** A long tape as several of a minute, those of all speakers in turn, so that the next of the list is somebody else. */
export const byMinute = (tapes: readonly Tape[]): readonly Tape[] => {
  const minute = msToSamples(60_000);
  const least = Math.min(...tapes.map(({ samples }) => Math.floor(samples.length / minute)));
  return Array.from({ length: least }, (_, at) =>
    tapes.map(({ speaker, samples }) => ({ speaker, samples: samples.subarray(at * minute, (at + 1) * minute) })),
  ).flat();
};

/** Half of the speakers: 0 for development, 1 held out. */
export const everyOther = <T>(all: readonly T[], rest: 0 | 1): readonly T[] =>
  all.filter((_, index) => index % 2 === rest);
