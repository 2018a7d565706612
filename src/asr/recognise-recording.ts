import type { Posteriors } from '../align/posteriors.js';
import { SAMPLE_RATE_HZ, type Samples } from '../audio/pcm.js';
import { cutPieces } from '../vad/cut-pieces.js';
import { quietestFrame } from '../vad/quietest-frame.js';
import type { SpeechSegment } from '../vad/segments.js';
import { FRAME_SAMPLES, framesOfSamples } from './frame-clock.js';
import type { RecognitionContext } from './recognition-context.js';
import type { Recognizer } from './recognizer.js';
import { type RecognisedPiece, stitchPosteriors } from './stitch-posteriors.js';

/** Shorter recordings, single words mostly, leave the encoder too little to go by. */
const SHORT = 3 * SAMPLE_RATE_HZ;
/** Whole frames, so that the recording's own frames stay where they are. */
const PADDING_FRAMES = 200;

/**
 * Recognises a short recording with silence around it: of words by themselves the network then mishears 16 % of the phones
 * instead of 27 % (docs/answers.md). The silence's frames are cut off again.
 */
const recogniseShort = async (recognizer: Recognizer, samples: Samples): Promise<Posteriors> => {
  const frames = framesOfSamples(samples.length);
  const padded = new Float32Array((frames + 2 * PADDING_FRAMES) * FRAME_SAMPLES);
  padded.set(samples, PADDING_FRAMES * FRAME_SAMPLES);
  const { logProbs, labels, frameMs } = await recognizer.recognise(padded);
  return {
    logProbs: logProbs.slice(PADDING_FRAMES * labels, (PADDING_FRAMES + frames) * labels),
    frames,
    labels,
    frameMs,
  };
};

/**
 * Posteriors over a recording of any length: whole when the recogniser can take it, else in pieces cut at pauses.
 * `context` says what a short one is recognised with around it.
 */
export const recogniseRecording = async (
  recognizer: Recognizer,
  samples: Samples,
  speech: readonly SpeechSegment[],
  context: RecognitionContext,
): Promise<Posteriors> => {
  if (context === 'silence' && samples.length > 0 && samples.length < SHORT) return recogniseShort(recognizer, samples);
  const frames = framesOfSamples(samples.length);
  const pieces = cutPieces(speech, frames, (from, to) => quietestFrame(samples, FRAME_SAMPLES, from, to));
  const recognised: RecognisedPiece[] = [];
  for (const piece of pieces) {
    const heard = samples.subarray(piece.heard.from * FRAME_SAMPLES, piece.heard.to * FRAME_SAMPLES);
    recognised.push({ piece, posteriors: await recognizer.recognise(heard) });
  }
  return stitchPosteriors(recognised, { frames, labels: recognizer.labels, frameMs: recognizer.frameMs });
};
