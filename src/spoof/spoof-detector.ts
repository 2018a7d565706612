import type { Samples } from '../audio/pcm.js';

/** Port: how likely it is that speech was made or played by a machine. The same samples always give the same score. */
export interface SpoofDetector {
  /**
   * 0 to 1 by the model's own account, of its most suspicious stretch; null when there is nothing to hear.
   * Rejects with ENGINE_FAILURE when the network gives no such number.
   */
  score(samples: Samples): Promise<number | null>;
}
