import { maskSilence } from '../../src/align/mask-silence.js';
import type { Posteriors } from '../../src/align/posteriors.js';
import type { Reader } from '../../src/reader.js';
import type { Utterance } from '../dataset/utterance.js';
import { type Random, sample } from '../seeded-random.js';

/** A text and what the recogniser made of it. */
export interface Heard {
  readonly text: string;
  readonly posteriors: Posteriors;
}

/** Time that a reader takes for a character, pauses included: 2,000 characters in ten minutes. */
const FRAMES_PER_CHARACTER = 15;
/** Rows of a frame in which nothing is heard. */
const SILENCE = { blank: Math.log(1 - 59e-7), other: Math.log(1e-7) };

/** Hears a recording whose transcript is known. */
export const hear = async (reader: Reader, { path, transcript }: Utterance): Promise<Heard> => {
  const text = transcript!;
  const { samples } = await reader.decoder.decode(path, reader.decodeLimits);
  const { posteriors, speech } = await reader.engine.analyse(samples, { voice: false });
  return { text: /[。！？]$/.test(text) ? text : `${text}。`, posteriors: maskSilence(posteriors, speech) };
};

const characters = (text: string): number => Array.from(text).length;

/** Readings one after the other, in random order, until there are so many characters; never more. */
const chooseParts = (all: readonly Heard[], count: number, random: Random): readonly Heard[] => {
  const parts: Heard[] = [];
  let left = count;
  for (;;) {
    const next = sample(random, all, all.length).find(({ text }) => characters(text) <= left);
    if (!next) return parts;
    parts.push(next);
    left -= characters(next.text);
  }
};

/** A long reading of about so many characters with a pause after each part, at the pace of 2,000 characters in ten minutes. */
export const longReading = (all: readonly Heard[], count: number, random: Random): Heard => {
  const parts = chooseParts(all, count, random);
  const text = parts.map((part) => part.text).join('');
  const spoken = parts.reduce((sum, { posteriors }) => sum + posteriors.frames, 0);
  const pause = Math.max(0, Math.floor((characters(text) * FRAMES_PER_CHARACTER - spoken) / parts.length));
  const { labels, frameMs } = all[0]!.posteriors;
  const frames = spoken + pause * parts.length;
  const logProbs = new Float32Array(frames * labels).fill(SILENCE.other);
  for (let row = 0; row < logProbs.length; row += labels) logProbs[row] = SILENCE.blank;
  let at = 0;
  for (const { posteriors } of parts) {
    logProbs.set(posteriors.logProbs, at * labels);
    at += posteriors.frames + pause;
  }
  return { text, posteriors: { logProbs, frames, labels, frameMs } };
};
