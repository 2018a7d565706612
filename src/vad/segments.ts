/** A stretch of speech on the recording's own clock. */
export interface SpeechSegment {
  readonly startMs: number;
  readonly endMs: number;
}
