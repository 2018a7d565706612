import { joinSamples, msToSamples, SAMPLE_RATE_HZ } from '../../src/audio/pcm.js';
import { between, type Random } from '../seeded-random.js';

/** Who speaks when, and how many turns of each that takes. */
export const PATTERNS = { AB: [1, 1], ABA: [2, 1], ABAB: [2, 2], ABABAB: [3, 3], AAAB: [3, 1] } as const;

/** A reading made of turns, and who really speaks in each. */
export interface TurnTrial {
  readonly speakers: readonly string[];
  readonly samples: Float32Array;
}

/** All that one speaker said, at one level, his own pauses in it. */
export interface Tape {
  readonly speaker: string;
  readonly samples: Float32Array;
}

const FRAME = 480;
const LEVEL_DBFS = -26;
const ROOM_DBFS = -70;
/** A pause within a tape is cut to it, so that turns hold about as much speech as they last. */
const LONGEST_PAUSE_FRAMES = 10;
/** Frames under this share of the loud ones' level are pauses. */
const PAUSE_SHARE = 0.1;
const FADE = msToSamples(10);
/** A turn ends in the quietest frame within this share of its length. */
const SLACK = 0.2;

const rms = (samples: Float32Array): number =>
  Math.sqrt(samples.reduce((sum, value) => sum + value ** 2, 0) / Math.max(1, samples.length));

const framesOf = (samples: Float32Array): readonly Float32Array[] =>
  Array.from({ length: Math.floor(samples.length / FRAME) }, (_, at) => samples.subarray(at * FRAME, (at + 1) * FRAME));

/** From the first to the last speech, the pauses shortened, speech at one level. */
const trimmed = (samples: Float32Array): Float32Array => {
  const frames = framesOf(samples);
  const levels = frames.map(rms);
  const loud = [...levels].sort((a, b) => a - b)[Math.floor(0.9 * (levels.length - 1))] ?? 0;
  const isSpeech = levels.map((level) => level > PAUSE_SHARE * loud);
  const [first, last] = [isSpeech.indexOf(true), isSpeech.lastIndexOf(true)];
  let pause = 0;
  const kept = frames.filter((_, at) => {
    pause = isSpeech[at] ? 0 : pause + 1;
    return at >= first - 3 && at <= last + 3 && pause <= LONGEST_PAUSE_FRAMES;
  });
  const gain = 10 ** (LEVEL_DBFS / 20) / Math.max(1e-5, rms(joinSamples(frames.filter((_, at) => isSpeech[at]))));
  return joinSamples(kept).map((value) => Math.max(-1, Math.min(1, value * gain)));
};

export const tapeOf = (speaker: string, clips: readonly Float32Array[]): Tape => ({
  speaker,
  samples: joinSamples(clips.map(trimmed)),
});

/** Turns of about `ms`, each ending where the voice is quietest. */
export const turnsOf = ({ samples }: Tape, ms: number): readonly Float32Array[] => {
  const turns: Float32Array[] = [];
  const levels = framesOf(samples).map(rms);
  const [length, slack] = [msToSamples(ms) / FRAME, (SLACK * msToSamples(ms)) / FRAME];
  let from = 0;
  while (from + length <= levels.length) {
    const least = Math.floor(from + length - slack);
    const near = levels.slice(least, Math.ceil(from + length + slack));
    const end = least + near.indexOf(Math.min(...near));
    turns.push(samples.subarray(from * FRAME, end * FRAME));
    from = end;
  }
  return turns;
};

const faded = (samples: Float32Array): Float32Array =>
  samples.map((value, at) => value * Math.min(1, at / FADE, (samples.length - 1 - at) / FADE));

/** White noise, as the sound of the room. */
const room = (random: Random, length: number, dbfs: number): Float32Array =>
  Float32Array.from({ length }, () => Math.sqrt(3) * 10 ** (dbfs / 20) * (2 * random() - 1));

/** The turns one after another with pauses of 0.15 to 0.5 s between them, in one quiet room. */
export const inTurns = (
  pattern: string,
  spoken: Readonly<Record<string, { readonly speaker: string; readonly turns: readonly Float32Array[] }>>,
  random: Random,
): TurnTrial => {
  const next: Record<string, number> = {};
  const parts: Float32Array[] = [new Float32Array(msToSamples(300))];
  for (const who of pattern) {
    const index = next[who] ?? 0;
    next[who] = index + 1;
    const pause = new Float32Array(Math.round(between(random, 0.15, 0.5) * SAMPLE_RATE_HZ));
    parts.push(faded(spoken[who]!.turns[index]!), pause);
  }
  const joined = joinSamples(parts);
  const quiet = room(random, joined.length, ROOM_DBFS);
  return {
    speakers: Object.keys(next).map((who) => spoken[who]!.speaker),
    samples: joined.map((value, index) => value + quiet[index]!),
  };
};

/** The same reading with white noise so far below the speech. */
export const inNoise = (trial: TurnTrial, snrDb: number, random: Random): TurnTrial => {
  const noise = room(random, trial.samples.length, LEVEL_DBFS - snrDb);
  return { ...trial, samples: trial.samples.map((value, index) => value + noise[index]!) };
};
