import { SAMPLE_RATE_HZ, type Samples } from '../../audio/pcm.js';

/** 25 ms and 10 ms. */
export const FRAME_LENGTH = (SAMPLE_RATE_HZ * 25) / 1_000;
export const FRAME_SHIFT = (SAMPLE_RATE_HZ * 10) / 1_000;

/**
 * Kaldi's `snip_edges`:
 *
 *     snipped    frame f is samples 160 f to 160 f + 400; the last samples may be in no frame
 *     mirrored   frame f has its middle at 160 f + 80, and the sound is mirrored at both ends
 */
export type FrameEdges = 'snipped' | 'mirrored';

/** Frames of a sound of so many samples; 0 when it is too short for one. */
export const framesOf = (samples: number, edges: FrameEdges): number => {
  if (edges === 'mirrored') return Math.floor((samples + FRAME_SHIFT / 2) / FRAME_SHIFT);
  return samples < FRAME_LENGTH ? 0 : 1 + Math.floor((samples - FRAME_LENGTH) / FRAME_SHIFT);
};

/** May lie before the sound when it is mirrored. */
export const firstSampleOf = (frame: number, edges: FrameEdges): number =>
  edges === 'snipped' ? frame * FRAME_SHIFT : frame * FRAME_SHIFT + FRAME_SHIFT / 2 - FRAME_LENGTH / 2;

/** Place within 0 to `length` of a place before or behind it: -1 is 0, -2 is 1, `length` is the last. */
const mirrored = (place: number, length: number): number => {
  const turn = ((place % (2 * length)) + 2 * length) % (2 * length);
  return turn < length ? turn : 2 * length - 1 - turn;
};

/** Copies a frame's samples, times `scale`, to the start of `frame`. */
export const copyFrame = (samples: Samples, first: number, scale: number, frame: Float64Array): void => {
  const length = samples.length;
  if (first >= 0 && first + FRAME_LENGTH <= length) {
    for (let n = 0; n < FRAME_LENGTH; n++) frame[n] = samples[first + n]! * scale;
  } else {
    for (let n = 0; n < FRAME_LENGTH; n++) frame[n] = samples[mirrored(first + n, length)]! * scale;
  }
};
