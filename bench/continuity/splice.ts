import { msToSamples, type Samples } from '../../src/audio/pcm.js';
import { framePower } from '../../src/audio/signal-to-noise.js';
import { between, type Random } from '../seeded-random.js';

/** How pieces are put together: end to end, faded out and in, or over each other. */
export type Seam = { readonly kind: 'cut' } | { readonly kind: 'fade' | 'cross'; readonly ms: number };

const FRAME = msToSamples(10);
const SEARCH_FRAMES = 6;
/** 20 dB below the loud tenth of the frames: speech starts and ends where this is passed. */
const SPEECH_SHARE = 0.01;
const PAUSE = msToSamples(300);

const powerAt = (samples: Samples, at: number): number =>
  framePower(samples, Math.max(0, Math.min(samples.length - FRAME, at - FRAME / 2)), FRAME);

/** The quietest 10 ms within 60 ms, which is where an editor would cut. */
const quietNear = (samples: Samples, at: number): number => {
  const places = Array.from({ length: 2 * SEARCH_FRAMES + 1 }, (_, step) => at + (step - SEARCH_FRAMES) * FRAME);
  const powers = places.map((place) => powerAt(samples, place));
  return places[powers.indexOf(Math.min(...powers))]!;
};

interface Range {
  readonly from: number;
  readonly to: number;
}

const speechRange = (samples: Samples): Range => {
  const powers = Array.from({ length: Math.floor(samples.length / FRAME) }, (_, frame) =>
    framePower(samples, frame * FRAME, FRAME),
  );
  const loud = powers.toSorted((a, b) => b - a)[Math.floor(powers.length / 10)]!;
  const isSpeech = (power: number): boolean => power >= loud * SPEECH_SHARE;
  return { from: powers.findIndex(isSpeech) * FRAME, to: (powers.findLastIndex(isSpeech) + 1) * FRAME };
};

/** `into`, a word's length of `from` put between two of its syllables, the rest of `into`. */
export const wordIn = (into: Samples, from: Samples, random: Random): readonly Samples[] => {
  const [own, other] = [speechRange(into), speechRange(from)];
  const at = quietNear(into, Math.round(own.from + (own.to - own.from) * between(random, 0.25, 0.75)));
  const length = msToSamples(between(random, 150, 400));
  const start = quietNear(from, Math.round(between(random, other.from, Math.max(other.from, other.to - length))));
  const end = Math.max(quietNear(from, start + length), start + length / 3);
  return [into.subarray(0, at), from.subarray(Math.max(0, start), end), into.subarray(at)];
};

/** One reading up to the middle of the pause after its speech, another from the middle of the pause before its speech. */
export const inPause = (first: Samples, second: Samples): readonly Samples[] => {
  const end = speechRange(first).to;
  const start = speechRange(second).from;
  const cut = (end + Math.min(first.length, end + PAUSE)) / 2;
  return [first.subarray(0, cut), second.subarray((start + Math.max(0, start - PAUSE)) / 2)];
};

const faded = (left: Samples, right: Samples, length: number): Samples => {
  const out = new Float32Array(left.length + right.length);
  out.set(left);
  out.set(right, left.length);
  for (let n = 0; n < length; n++) {
    const weight = (n + 0.5) / length;
    out[left.length - 1 - n]! *= weight;
    out[left.length + n]! *= weight;
  }
  return out;
};

const crossed = (left: Samples, right: Samples, length: number): Samples => {
  const out = new Float32Array(left.length + right.length - length);
  out.set(left);
  out.set(right.subarray(length), left.length);
  for (let n = 0; n < length; n++) {
    const weight = (n + 0.5) / length;
    const at = left.length - length + n;
    out[at] = left[at]! * (1 - weight) + right[n]! * weight;
  }
  return out;
};

const SIXTEEN_BITS = 32_768;
const rounded = (samples: Samples): Samples =>
  samples.map((value) => Math.max(-1, Math.min(1, Math.round(value * SIXTEEN_BITS) / SIXTEEN_BITS)));

/** Pieces as one recording of 16 bits. */
export const spliced = (pieces: readonly Samples[], seam: Seam): Samples => {
  const length = seam.kind === 'cut' ? 0 : msToSamples(seam.ms);
  return rounded(
    pieces.reduce((left, right) => {
      const ramp = Math.min(length, left.length, right.length);
      return seam.kind === 'cross' ? crossed(left, right, ramp) : faded(left, right, ramp);
    }),
  );
};

export const louder = (samples: Samples, db: number): Samples => samples.map((value) => value * 10 ** (db / 20));

/** With white noise of a level, as if recorded elsewhere. */
export const noisier = (samples: Samples, dbfs: number, random: Random): Samples => {
  const peak = Math.sqrt(3) * 10 ** (dbfs / 20);
  return samples.map((value) => value + between(random, -peak, peak));
};
