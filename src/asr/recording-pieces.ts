import { SAMPLE_RATE_HZ, type Samples } from '../audio/pcm.js';
import { CUT_LIMITS, cutPieces, type Piece } from '../vad/cut-pieces.js';
import { quietestFrame } from '../vad/quietest-frame.js';
import type { SpeechSegment } from '../vad/segments.js';
import { FRAME_SAMPLES, framesOfSamples } from './frame-clock.js';
import type { RecognitionContext } from './recognition-context.js';

/** Shorter recordings, single words mostly, leave a recogniser too little to go by. */
const SHORT = 3 * SAMPLE_RATE_HZ;
/** Whole frames, so that the recording's own frames stay where they are. */
const PADDING_FRAMES = 200;

/** What one call of a recogniser is given. */
export interface RecordingPiece {
  /** On the frame grid of the recording; `heard` reaches beyond it where silence was added. */
  readonly piece: Piece;
  readonly samples: Samples;
}

/**
 * A short recording with silence around it: of words by themselves the embedded network then mishears 16 % of the phones
 * instead of 27 % (docs/answers.md).
 */
const padded = (samples: Samples): RecordingPiece => {
  const frames = framesOfSamples(samples.length);
  const whole = new Float32Array((frames + 2 * PADDING_FRAMES) * FRAME_SAMPLES);
  whole.set(samples, PADDING_FRAMES * FRAME_SAMPLES);
  const heard = { from: -PADDING_FRAMES, to: frames + PADDING_FRAMES };
  return { piece: { heard, kept: { from: 0, to: frames } }, samples: whole };
};

/**
 * A recording of any length as recognisers can take it: whole, or in pieces cut at pauses. `context` says what a short one
 * is recognised with around it; no piece has more than `maxSamples`.
 */
export const recordingPieces = (
  samples: Samples,
  speech: readonly SpeechSegment[],
  context: RecognitionContext,
  maxSamples: number,
): readonly RecordingPiece[] => {
  if (context === 'silence' && samples.length > 0 && samples.length < SHORT) return [padded(samples)];
  const frames = framesOfSamples(samples.length);
  const maxFrames = Math.min(CUT_LIMITS.maxFrames, Math.floor(maxSamples / FRAME_SAMPLES));
  const quietest = (from: number, to: number) => quietestFrame(samples, FRAME_SAMPLES, from, to);
  const pieces = cutPieces(speech, frames, quietest, { ...CUT_LIMITS, maxFrames });
  return pieces.map((piece) => ({
    piece,
    samples: samples.subarray(piece.heard.from * FRAME_SAMPLES, piece.heard.to * FRAME_SAMPLES),
  }));
};
