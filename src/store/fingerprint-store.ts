import type { Sketch } from '../fingerprint/sketch.js';

/** Whose recording it is. */
export interface FingerprintSubject {
  readonly kind: 'verification' | 'enrolment';
  readonly id: string;
}

/** What is kept of a recording's sound, to recognise it by. */
export interface RecordingPrint {
  readonly subject: FingerprintSubject;
  /** Of the original bytes. */
  readonly audioSha256: string;
  /** Version of the measuring. */
  readonly method: string;
  readonly sketch: Sketch;
}

/** `number` orders all recordings by the moment at which they became known. */
export type NumberedPrint = RecordingPrint & { readonly number: number };

/** Port: recordings of the past, found by their bytes or by how they sound. */
export interface FingerprintStore {
  /**
   * Makes a recording known and resolves with its number; the number that it has already when the same subject brings the same
   * bytes again. Of two that are added at the same moment one has the smaller number, and the other sees it.
   */
  add(print: RecordingPrint): Promise<number>;
  /** Those known before `number` with the same original bytes, the newest first, at most `limit`. */
  sameBytes(audioSha256: string, before: number, limit: number): Promise<readonly NumberedPrint[]>;
  /** Those known before `number` and measured the same way that share most hashes, most first, at most `limit`. */
  candidates(
    hashes: readonly number[],
    method: string,
    before: number,
    limit: number,
  ): Promise<readonly NumberedPrint[]>;
  /** Forgets all recordings of a subject; how many there were. */
  remove(subject: FingerprintSubject): Promise<number>;
}
