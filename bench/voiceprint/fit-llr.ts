import { operatingPoints } from '../statistics/detection.js';
import { sortedNumbers } from '../statistics/quantile.js';
import type { SpeakerScores } from './comparisons.js';
import { pooled } from './voice-figures.js';

export interface Line {
  readonly intercept: number;
  readonly slope: number;
}

const STEPS = 50;
/** Keeps the step solvable where both kinds are parted by a gap, and the slope finite. */
const RIDGE = 1e-6;

interface Sums {
  readonly gradient: readonly [number, number];
  readonly curvature: readonly [number, number, number];
}

const addScores = (sums: Sums, scores: Float64Array, { intercept, slope }: Line, wanted: 0 | 1): Sums => {
  let [g0, g1] = sums.gradient;
  let [h00, h01, h11] = sums.curvature;
  const weight = 0.5 / scores.length;
  for (const score of scores) {
    const probability = 1 / (1 + Math.exp(-(intercept + slope * score)));
    const [error, spread] = [weight * (probability - wanted), weight * probability * (1 - probability)];
    g0 += error;
    g1 += error * score;
    h00 += spread;
    h01 += spread * score;
    h11 += spread * score * score;
  }
  return { gradient: [g0, g1], curvature: [h00, h01, h11] };
};

/**
 * Log-likelihood ratio `intercept + slope * score`, nats, by logistic regression in which genuine and impostor trials weigh
 * the same, so that the prior odds are 1 and the log odds are the ratio (Platt 1999; Bruemmer and du Preez 2006): minimises
 * 0.5 mean ln(1 + e^-llr) over genuine + 0.5 mean ln(1 + e^llr) over impostor trials, by Newton's method.
 */
export const fitLlr = (speakers: readonly SpeakerScores[]): Line => {
  const { positives, negatives } = pooled(speakers);
  let line: Line = { intercept: 0, slope: 0 };
  for (let step = 0; step < STEPS; step++) {
    const none: Sums = { gradient: [0, RIDGE * line.slope], curvature: [RIDGE, 0, RIDGE] };
    const { gradient, curvature } = addScores(addScores(none, positives, line, 1), negatives, line, 0);
    const [h00, h01, h11] = curvature;
    const determinant = h00 * h11 - h01 * h01;
    line = {
      intercept: line.intercept - (h11 * gradient[0] - h01 * gradient[1]) / determinant,
      slope: line.slope - (h00 * gradient[1] - h01 * gradient[0]) / determinant,
    };
  }
  return line;
};

/** The lowest threshold that accepts at most this share of impostors; infinite when none does. */
export const thresholdAtFar = (speakers: readonly SpeakerScores[], far: number): number =>
  operatingPoints(pooled(speakers)).find(({ falseAlarmRate }) => falseAlarmRate <= far)?.threshold ??
  Number.POSITIVE_INFINITY;

/** The score below which at most one of a thousand genuine trials lies. */
export const rejectOf = (speakers: readonly SpeakerScores[]): number => {
  const genuine = sortedNumbers(speakers.flatMap((one) => one.genuine));
  return genuine[Math.floor(genuine.length / 1000)] ?? -1;
};
