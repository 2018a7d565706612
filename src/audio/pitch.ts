import { halveRate } from './halve-rate.js';
import { SAMPLE_RATE_HZ, type Samples } from './pcm.js';
import { createCandidateFinder, MOST_CANDIDATES } from './pitch-candidates.js';
import type { PitchTrack } from './pitch-track.js';

export const PITCH_FRAME_MS = 10;
/** A tone's harmonics up to 4 kHz are more than enough, at half the work. */
const RATE_HZ = SAMPLE_RATE_HZ / 2;
const HOP = (PITCH_FRAME_MS * RATE_HZ) / 1000;

/** Prices of the path through the candidates, as Boersma 1993 gives them for frames of 10 ms. */
const OCTAVE_COST = 0.01;
const OCTAVE_JUMP_COST = 0.35;
const VOICING_CHANGE_COST = 0.14;
const VOICING_THRESHOLD = 0.45;
/** Peak, as a share of the loudest speech, under which a frame is rather silence. */
const SILENCE_THRESHOLD = 0.03;
/** Loudest speech: this share of frames is quieter, so that one click does not count. */
const LOUD_QUANTILE = 0.95;
const FLOOR_HZ = 60;
/** Places of a frame: 0 is unvoiced, candidate k is k + 1. */
const PLACES = MOST_CANDIDATES + 1;

interface Lattice {
  readonly frames: number;
  readonly hz: Float64Array;
  readonly strength: Float64Array;
  readonly count: Uint8Array;
  readonly peak: Float64Array;
}

const collect = (signal: Float32Array): Lattice => {
  const frames = Math.floor(signal.length / HOP);
  const finder = createCandidateFinder(RATE_HZ);
  const hz = new Float64Array(frames * PLACES);
  const strength = new Float64Array(frames * PLACES);
  const count = new Uint8Array(frames);
  const peak = new Float64Array(frames);
  for (let t = 0; t < frames; t++) {
    const found = finder.find(signal, Math.round((t + 0.5) * HOP - finder.window / 2));
    count[t] = found.count;
    peak[t] = found.peak;
    for (let k = 0; k < found.count; k++) {
      hz[t * PLACES + k + 1] = finder.hz[k]!;
      strength[t * PLACES + k + 1] = finder.strength[k]!;
    }
  }
  return { frames, hz, strength, count, peak };
};

const loudest = (peak: Float64Array): number => {
  const sorted = peak.slice().sort();
  return sorted[Math.floor(LOUD_QUANTILE * (sorted.length - 1))] ?? 0;
};

/** How well each place of a frame fits by itself; the higher the better. */
const localScores = ({ hz, strength, count, peak }: Lattice, t: number, loud: number, out: Float64Array): void => {
  const quiet = loud > 0 ? peak[t]! / loud / (SILENCE_THRESHOLD / (1 + VOICING_THRESHOLD)) : 0;
  out[0] = VOICING_THRESHOLD + Math.max(0, 2 - quiet);
  for (let k = 1; k <= count[t]!; k++) {
    const at = t * PLACES + k;
    out[k] = strength[at]! - OCTAVE_COST * Math.log2(FLOOR_HZ / hz[at]!);
  }
};

const stepCost = (fromHz: number, toHz: number): number => {
  if (fromHz === 0 && toHz === 0) return 0;
  if (fromHz === 0 || toHz === 0) return VOICING_CHANGE_COST;
  return OCTAVE_JUMP_COST * Math.abs(Math.log2(toHz / fromHz));
};

/** Best path (Viterbi) through the candidates: for each frame the chosen place. */
const choosePath = (lattice: Lattice): Uint8Array => {
  const { frames, hz, count } = lattice;
  const loud = loudest(lattice.peak);
  const cameFrom = new Uint8Array(frames * PLACES);
  let best = new Float64Array(PLACES);
  let next = new Float64Array(PLACES);
  const local = new Float64Array(PLACES);
  for (let t = 0; t < frames; t++) {
    localScores(lattice, t, loud, local);
    const before = t === 0 ? 0 : count[t - 1]!;
    for (let k = 0; k <= count[t]!; k++) {
      let top = Number.NEGATIVE_INFINITY;
      for (let j = 0; j <= before; j++) {
        const value = t === 0 ? 0 : best[j]! - stepCost(hz[(t - 1) * PLACES + j]!, hz[t * PLACES + k]!);
        if (value <= top) continue;
        top = value;
        cameFrom[t * PLACES + k] = j;
      }
      next[k] = top + local[k]!;
    }
    [best, next] = [next, best];
  }
  return traceBack(cameFrom, best, frames, count);
};

const traceBack = (cameFrom: Uint8Array, best: Float64Array, frames: number, count: Uint8Array): Uint8Array => {
  const path = new Uint8Array(frames);
  let place = 0;
  for (let k = 1; k <= (count[frames - 1] ?? 0); k++) if (best[k]! > best[place]!) place = k;
  for (let t = frames - 1; t >= 0; t--) {
    path[t] = place;
    place = cameFrom[t * PLACES + place]!;
  }
  return path;
};

/**
 * Pitch of 16 kHz mono speech, 60 to 500 Hz, every 10 ms: autocorrelation candidates (Boersma 1993) and the cheapest path
 * through them, which settles octaves and voicing over the whole recording. Linear in its length. Above 400 Hz, where a
 * period has less than 20 samples, a steady tone may be taken for the octave below.
 */
export const trackPitch = (samples: Samples): PitchTrack => {
  const lattice = collect(halveRate(samples));
  const path = choosePath(lattice);
  const chosen = (values: Float64Array) =>
    Float32Array.from(path, (place, t) => (place > 0 ? values[t * PLACES + place]! : 0));
  return { hz: chosen(lattice.hz), strength: chosen(lattice.strength), frameMs: PITCH_FRAME_MS };
};
