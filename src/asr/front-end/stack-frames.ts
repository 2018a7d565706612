import type { Features } from './features.js';

export interface Stacking {
  /** Frames in a row. */
  readonly size: number;
  /** Frames from one row to the next. */
  readonly step: number;
}

/**
 * Low frame rate as FunASR has it, a row for every begun `step` of frames: row k is the frames around frame k * step, one
 * behind the other. Where there are none, the first or the last one stands for them.
 *
 *     size 7, step 6    row 0: 0 0 0 0 1 2 3    row 1: 3 4 5 6 7 8 9    last of 8 frames: 3 4 5 6 7 7 7
 */
export const stackFrames = ({ values, frames, dims }: Features, { size, step }: Stacking): Features => {
  const rows = Math.ceil(frames / step);
  const before = Math.floor((size - 1) / 2);
  const stacked = new Float32Array(rows * size * dims);
  for (let place = 0; place < rows * size; place++) {
    const wanted = Math.floor(place / size) * step - before + (place % size);
    const frame = Math.min(Math.max(wanted, 0), frames - 1);
    stacked.set(values.subarray(frame * dims, (frame + 1) * dims), place * dims);
  }
  return { values: stacked, frames: rows, dims: size * dims };
};
