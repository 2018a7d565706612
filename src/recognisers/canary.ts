import type { Samples } from '../audio/pcm.js';

/** A recording that a recogniser must hear well enough to be activated. */
export interface Canary {
  readonly samples: Samples;
  /** What is said in it. */
  readonly text: string;
  /** Largest share of its phones that may be wrong, 0 to 1. */
  readonly mostWrong: number;
}
