import { earlierOnsets } from '../../src/vad/earlier-onsets.js';
import { DEFAULT_HYSTERESIS, hysteresisSegments } from '../../src/vad/hysteresis-segments.js';
import { areaUnderCurve, type DetectionScores, detectionScores } from '../statistics/detection.js';
import { type BoundaryErrors, boundaryErrors, trueSegments } from './boundaries.js';
import type { Scene } from './scenes.js';
import type { NamedDetector } from './silero-networks.js';
import { TRUTH_SAMPLES } from './truth.js';

/** What a network made of one scene. */
export interface SceneResult {
  /** Probabilities of the 10 ms frames with speech, and of those without. */
  readonly scores: DetectionScores;
  readonly auc: number;
  readonly boundaries: BoundaryErrors;
  /** Time over the length of the scene, one thread. */
  readonly rtf: number;
}

/** Spreads window probabilities over 10 ms frames: the window that holds the frame's middle counts. */
const perFrame = (probabilities: Float32Array, windowMs: number, frames: number): Float32Array =>
  Float32Array.from({ length: frames }, (_, frame) => probabilities[Math.floor((frame * 10 + 5) / windowMs)]!);

export const judgeScene = async ({ detector }: NamedDetector, { samples, truth }: Scene): Promise<SceneResult> => {
  const from = performance.now();
  const { probabilities, windowMs } = await detector.detect(samples);
  const tookMs = performance.now() - from;
  const totalMs = truth.length * (TRUTH_SAMPLES / 16);
  const bare = hysteresisSegments(probabilities, windowMs, totalMs, { ...DEFAULT_HYSTERESIS, padMs: 0 });
  const found = await earlierOnsets(detector, samples, bare);
  const frames = perFrame(probabilities, windowMs, truth.length);
  const scores = detectionScores(
    frames.filter((_, frame) => truth[frame] === 1),
    frames.filter((_, frame) => truth[frame] === 0),
  );
  return {
    scores,
    auc: areaUnderCurve(scores),
    boundaries: boundaryErrors(found, trueSegments(truth, DEFAULT_HYSTERESIS.minSilenceMs), totalMs),
    rtf: tookMs / totalMs,
  };
};
