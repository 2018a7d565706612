/**
 * Frame-wise log-probabilities of a CTC recogniser: natural logarithm, row-major [frames x labels], each row sums to one
 * after exponentiation. Label 0 is the blank.
 */
export interface Posteriors {
  readonly logProbs: Float32Array;
  readonly frames: number;
  readonly labels: number;
  readonly frameMs: number;
}
