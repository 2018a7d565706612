import { FRAME_MS, FRAME_SAMPLES } from './frame-clock.js';
import type { PackRecognizer } from './pack-recognizer.js';
import { recordingPieces } from './recording-pieces.js';
import type { Transcriber, WrittenToken } from './transcriber.js';

/**
 * A recogniser that only writes, over whole recordings. Where tokens have no times nobody could tell which of them lie in the
 * context of a piece, so pieces are given without it.
 */
export const hearWrittenWith = (transcriber: Transcriber): PackRecognizer => ({
  hear: async (samples, speech) => {
    const written: WrittenToken[] = [];
    for (const { piece } of recordingPieces(samples, speech, 'none', transcriber.maxSamples)) {
      const { from, to } = piece.kept;
      const kept = samples.subarray(from * FRAME_SAMPLES, to * FRAME_SAMPLES);
      for (const { text, startMs } of await transcriber.transcribe(kept)) {
        written.push({ text, startMs: startMs === null ? null : from * FRAME_MS + startMs });
      }
    }
    return { posteriors: null, written };
  },
});
