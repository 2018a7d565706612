/** What a network hears: one row of `dims` numbers per frame, row-major. */
export interface Features {
  readonly values: Float32Array;
  readonly frames: number;
  readonly dims: number;
}
