/** Fundamental frequency over a recording, one value per frame; frame k is centred at (k + 1/2) * frameMs. */
export interface PitchTrack {
  /** Hz; 0 where the frame is unvoiced. */
  readonly hz: Float32Array;
  /** Height of the chosen autocorrelation peak, 0 (noise, silence) to 1 (periodic). */
  readonly strength: Float32Array;
  readonly frameMs: number;
}
