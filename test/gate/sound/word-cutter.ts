import { msToSamples } from '../../../src/audio/pcm.js';
import type { TokenEvidence } from '../../../src/verdict/evidence.js';

const SEARCH_MS = 60;
const FRAME_MS = 10;

const energy = (samples: Float32Array, from: number, to: number): number =>
  samples.subarray(Math.max(0, from), Math.max(0, to)).reduce((sum, value) => sum + value * value, 0);

/** The quietest 10 ms near a time, as a sample: words are parted where least is heard. */
const quietNear = (samples: Float32Array, ms: number): number => {
  const times = Array.from({ length: (2 * SEARCH_MS) / FRAME_MS + 1 }, (_, step) => ms - SEARCH_MS + step * FRAME_MS);
  const levels = times.map((time) =>
    energy(samples, msToSamples(time - FRAME_MS / 2), msToSamples(time + FRAME_MS / 2)),
  );
  return msToSamples(times[levels.indexOf(Math.min(...levels))]!);
};

/**
 * Cuts the words of a clause out of its recording, by the times that the alignment gave its tokens. The first and last
 * words of a clause take the recording's edge with them. Throws when the words do not occur exactly once.
 */
export const cutWords = (samples: Float32Array, tokens: readonly TokenEvidence[], words: string): Float32Array => {
  const timed = tokens.filter(({ ref, startMs, endMs }) => ref !== null && startMs !== null && endMs !== null);
  const text = timed.map(({ ref }) => ref).join('');
  const first = text.indexOf(words);
  if (first < 0 || text.indexOf(words, first + 1) >= 0) throw new Error(`${words} does not occur once in the clause`);
  const last = first + Array.from(words).length - 1;
  const edge = (left: number): number => quietNear(samples, (timed[left]!.endMs! + timed[left + 1]!.startMs!) / 2);
  const from = first === 0 ? 0 : edge(first - 1);
  const to = last === timed.length - 1 ? samples.length : edge(last);
  return samples.slice(from, to);
};
