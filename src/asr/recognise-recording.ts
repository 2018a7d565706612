import type { Posteriors } from '../align/posteriors.js';
import type { Samples } from '../audio/pcm.js';
import { cutPieces } from '../vad/cut-pieces.js';
import { quietestFrame } from '../vad/quietest-frame.js';
import type { SpeechSegment } from '../vad/segments.js';
import { FRAME_SAMPLES, framesOfSamples } from './frame-clock.js';
import type { Recognizer } from './recognizer.js';
import { type RecognisedPiece, stitchPosteriors } from './stitch-posteriors.js';

/** Posteriors over a recording of any length: whole when the recogniser can take it, else in pieces cut at pauses. */
export const recogniseRecording = async (
  recognizer: Recognizer,
  samples: Samples,
  speech: readonly SpeechSegment[],
): Promise<Posteriors> => {
  const frames = framesOfSamples(samples.length);
  const pieces = cutPieces(speech, frames, (from, to) => quietestFrame(samples, FRAME_SAMPLES, from, to));
  const recognised: RecognisedPiece[] = [];
  for (const piece of pieces) {
    const heard = samples.subarray(piece.heard.from * FRAME_SAMPLES, piece.heard.to * FRAME_SAMPLES);
    recognised.push({ piece, posteriors: await recognizer.recognise(heard) });
  }
  return stitchPosteriors(recognised, { frames, labels: recognizer.labels, frameMs: recognizer.frameMs });
};
