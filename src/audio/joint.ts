/** A place where two recordings may have been put together. */
export interface Joint {
  /** What gives it away: a cut, a fade out and in, a background that ends at once. */
  readonly kind: 'step' | 'dip' | 'fall';
  /** Strength of the evidence, dB, at least 0: 0 when there is none at all. */
  readonly db: number;
  readonly atMs: number;
}
