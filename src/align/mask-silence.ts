import { BLANK } from '../text/phone.js';
import type { SpeechSegment } from '../vad/segments.js';
import type { Posteriors } from './posteriors.js';

/** Speech may begin a little before and ring on a little after what the detector marks. */
const PAD_MS = 200;

/** Probability that a frame without speech keeps for all other labels together. */
const RESIDUE = 1e-4;

const covers = (speech: readonly SpeechSegment[], startMs: number, endMs: number): boolean =>
  speech.some((segment) => segment.startMs - PAD_MS < endMs && startMs < segment.endMs + PAD_MS);

const withBlanks = (posteriors: Posteriors, isKept: (frame: number) => boolean): Posteriors => {
  const { frames, labels } = posteriors;
  const logProbs = posteriors.logProbs.slice();
  for (let frame = 0; frame < frames; frame++) {
    if (isKept(frame)) continue;
    const row = frame * labels;
    logProbs.fill(Math.log(RESIDUE / (labels - 1)), row, row + labels);
    logProbs[row + BLANK] = Math.log1p(-RESIDUE);
  }
  return { ...posteriors, logProbs };
};

/**
 * Makes frames outside speech blank: recognisers imagine syllables in noise, and nobody should have to answer for them.
 * Rows still sum to one.
 */
export const maskSilence = (posteriors: Posteriors, speech: readonly SpeechSegment[]): Posteriors => {
  const { frameMs } = posteriors;
  return withBlanks(posteriors, (frame) => covers(speech, frame * frameMs, (frame + 1) * frameMs));
};

/** Makes frames outside the half-open range `from` to `to` blank. */
export const blankOutside = (posteriors: Posteriors, from: number, to: number): Posteriors =>
  withBlanks(posteriors, (frame) => frame >= from && frame < to);
