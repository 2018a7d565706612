import type { Posteriors } from '../align/posteriors.js';
import type { Samples } from '../audio/pcm.js';
import type { SpeechSegment } from '../vad/segments.js';
import { framesOfSamples } from './frame-clock.js';
import type { RecognitionContext } from './recognition-context.js';
import type { Recognizer } from './recognizer.js';
import { recordingPieces } from './recording-pieces.js';
import { type RecognisedPiece, stitchPosteriors } from './stitch-posteriors.js';

/** Posteriors over a recording of any length. */
export const recogniseRecording = async (
  recognizer: Recognizer,
  samples: Samples,
  speech: readonly SpeechSegment[],
  context: RecognitionContext,
): Promise<Posteriors> => {
  const recognised: RecognisedPiece[] = [];
  for (const { piece, samples: heard } of recordingPieces(samples, speech, context, recognizer.maxSamples)) {
    recognised.push({ piece, posteriors: await recognizer.recognise(heard) });
  }
  const frames = framesOfSamples(samples.length);
  return stitchPosteriors(recognised, { frames, labels: recognizer.labels, frameMs: recognizer.frameMs });
};
