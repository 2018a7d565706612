import type { Samples } from '../audio/pcm.js';

/** Samples of a window: 32 ms. */
export const WINDOW = 512;
/** Versions 5 and 6 hear the last samples of the window before as well, and answer nonsense without them. */
const CONTEXT = 64;
export const WINDOW_INPUT = CONTEXT + WINDOW;
export const STATE_DIMS = [2, 1, 128] as const;
export const STATE_SIZE = 2 * 1 * 128;

export const windowsOf = (samples: Samples): number => Math.ceil(samples.length / WINDOW);

/** Windows `from` to `to`, the last not included, each with its context: samples k * 512 - 64 to (k + 1) * 512, zeros outside. */
export const framedWindows = (samples: Samples, from: number, to: number): Float32Array => {
  const input = new Float32Array((to - from) * WINDOW_INPUT);
  for (let window = from; window < to; window += 1) {
    const start = window * WINDOW - CONTEXT;
    const begin = Math.max(0, start);
    input.set(samples.subarray(begin, start + WINDOW_INPUT), (window - from) * WINDOW_INPUT + begin - start);
  }
  return input;
};
