import { joinSamples, msToSamples, SAMPLE_RATE_HZ } from '../../src/audio/pcm.js';
import { readDataset } from '../dataset/read-dataset.js';
import { between, type Random } from '../seeded-random.js';
import { readRecording } from '../vad/recordings.js';
import { bySpeaker } from './readings.js';
import { everyOther } from './tapes.js';
import { tapeOf } from './turn-trials.js';

/** What one speaker says, sentence by sentence, all at one level and without the silence around it. */
export interface Speaker {
  readonly speaker: string;
  readonly sentences: readonly Float32Array[];
}

/** `joined` recordings of a speaker are one sentence: words alone are short. `half`: of every other speaker only. */
export const readSentences = async (
  folder: string,
  most: number,
  joined: number,
  half: 0 | 1 | null,
): Promise<readonly Speaker[]> => {
  const speakers: Speaker[] = [];
  const all = [...bySpeaker((await readDataset(folder)).utterances)];
  for (const [speaker, own] of half === null ? all : everyOther(all, half)) {
    const clips: Float32Array[] = [];
    for (const { path } of own.slice(0, most * joined)) clips.push(await readRecording(path));
    const sentences = Array.from(
      { length: Math.floor(clips.length / joined) },
      (_, at) => tapeOf(speaker, clips.slice(at * joined, (at + 1) * joined)).samples,
    );
    if (sentences.length > 0) speakers.push({ speaker, sentences });
  }
  return speakers;
};

const shuffled = <T>(values: readonly T[], random: Random): readonly T[] =>
  values
    .map((value) => [random(), value] as const)
    .sort(([x], [y]) => x - y)
    .map(([, value]) => value);

/** Another speaker, and each one's sentences in a random order. */
export const drawPair = (speakers: readonly Speaker[], at: number, random: Random): readonly [Speaker, Speaker] => {
  const a = speakers[at % speakers.length]!;
  const others = speakers.filter(({ speaker }) => speaker !== a.speaker);
  const b = others[Math.floor(random() * others.length)]!;
  const mixed = (one: Speaker) => ({ ...one, sentences: shuffled(one.sentences, random) });
  return [mixed(a), mixed(b)];
};

const FADE = msToSamples(10);
const ROOM_DBFS = -70;

/** Pieces one after another, each after a pause of so many seconds, in one quiet room. */
export const spoken = (pieces: readonly (readonly [number, Float32Array])[], random: Random): Float32Array => {
  const silence = (seconds: number) => new Float32Array(Math.round(seconds * SAMPLE_RATE_HZ));
  const parts = pieces.flatMap(([pauseS, piece]) => [
    silence(pauseS),
    piece.map((value, at) => value * Math.min(1, at / FADE, (piece.length - 1 - at) / FADE)),
  ]);
  const gain = Math.sqrt(3) * 10 ** (ROOM_DBFS / 20);
  return joinSamples([silence(0.3), ...parts, silence(0.3)]).map((value) => value + gain * (2 * random() - 1));
};

/** A pause between sentences, seconds. */
export const pause = (random: Random): number => between(random, 0.15, 0.5);

const rms = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, value) => sum + value ** 2, 0) / Math.max(1, samples.length));

/** The loudest place within 0.3 s of `at`: in the middle of a syllable, where nobody pauses. */
export const loudestNear = (samples: Float32Array, at: number): number => {
  const [reach, half, step] = [msToSamples(300), msToSamples(25), msToSamples(10)];
  let [best, loudest] = [at, -1];
  for (let place = Math.max(half, at - reach); place < Math.min(samples.length - half, at + reach); place += step) {
    const level = rms(samples.subarray(place - half, place + half));
    if (level > loudest) [best, loudest] = [place, level];
  }
  return best;
};

/** Somebody else under a reading, so many dB below it. */
export const under = (reading: Float32Array, other: Float32Array, db: number): Float32Array => {
  const gain = (10 ** (db / 20) * rms(reading)) / rms(other);
  return reading.map((value, at) => value + gain * other[at % other.length]!);
};

/**
 * The same without its pitch: each sample takes a random sign, which leaves the envelope of every few milliseconds and makes the
 * spectrum that of noise through a pre-emphasis. A stand-in for a whisper, louder in the high bands as whispers are.
 */
export const whispered = (samples: Float32Array, random: Random): Float32Array => {
  const noise = Float32Array.from(samples, () => 2 * random() - 1);
  const half = msToSamples(8);
  let power = 0;
  const smooth = new Float32Array(samples.length);
  for (let at = 0; at < samples.length + half; at++) {
    power += (samples[at] ?? 0) ** 2 - (samples[at - 2 * half] ?? 0) ** 2;
    if (at >= half) smooth[at - half] = Math.sqrt(Math.max(0, power) / (2 * half));
  }
  return noise.map((value, at) => (value - 0.7 * (noise[at - 1] ?? 0)) * smooth[at]!);
};

/** The reading in white noise so far below it. */
export const inWhiteNoise = (reading: Float32Array, snrDb: number, random: Random): Float32Array =>
  under(
    reading,
    Float32Array.from(reading, () => 2 * random() - 1),
    -snrDb,
  );
