/** Fundamental frequency over a recording, one value per frame; frame k is centred at (k + 1/2) * frameMs. */
export interface PitchTrack {
  /** Hz; 0 where the frame is unvoiced. */
  readonly hz: Float32Array;
  /** Height of the chosen autocorrelation peak, 0 (noise, silence) to 1 (periodic). */
  readonly strength: Float32Array;
  readonly frameMs: number;
}

/** Weaker peaks are as often breath as voice. */
export const SURE_STRENGTH = 0.5;

/** Above 1 Hz. */
export const semitones = (hz: number): number => 12 * Math.log2(hz);
