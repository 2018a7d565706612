import type { Features } from './features.js';

export interface Stacking {
  /** Frames in a row. */
  readonly size: number;
  /** Frames from one row to the next. */
  readonly step: number;
}

/**
 * Low frame rate: row k is the frames k * step to k * step + size, one behind the other. Frames that fill no row at the end
 * are left out, and none is made up at either end: FunASR repeats the first frame three times in front, which sherpa-onnx
 * does not, so that here row k begins with the sound at k * step frames.
 */
export const stackFrames = ({ values, frames, dims }: Features, { size, step }: Stacking): Features => {
  const rows = frames < size ? 0 : 1 + Math.floor((frames - size) / step);
  const width = size * dims;
  const stacked = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    stacked.set(values.subarray(row * step * dims, row * step * dims + width), row * width);
  }
  return { values: stacked, frames: rows, dims: width };
};
