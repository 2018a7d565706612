import type { Features } from './features.js';

/** Of each dimension the mean and deviation over a network's training data, as it is applied: (x + shift) * factor. */
export interface Normalisation {
  readonly shift: Float32Array;
  readonly factor: Float32Array;
}

/** Throws RangeError when there is not one number for every dimension. */
export const normaliseFeatures = ({ values, frames, dims }: Features, { shift, factor }: Normalisation): Features => {
  if (shift.length !== dims || factor.length !== dims) {
    throw new RangeError(`${shift.length} shifts and ${factor.length} factors for ${dims} dimensions`);
  }
  const normalised = new Float32Array(values.length);
  for (let row = 0; row < frames; row++) {
    for (let dim = 0, at = row * dims; dim < dims; dim++, at++) {
      normalised[at] = (values[at]! + shift[dim]!) * factor[dim]!;
    }
  }
  return { values: normalised, frames, dims };
};
