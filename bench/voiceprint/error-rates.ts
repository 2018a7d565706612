import type { SpeakerTrials } from './trials.js';

/** Share of values below the threshold: false rejects when they are genuine. */
export const shareBelow = (sorted: Float64Array, threshold: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < threshold) low = middle + 1;
    else high = middle;
  }
  return low / sorted.length;
};

/** Value with this share of values below it. */
export const quantile = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;

/** Sorted similarities of many speakers. */
export interface Scores {
  readonly genuine: Float64Array;
  readonly impostor: Float64Array;
}

export const poolScores = (speakers: readonly SpeakerTrials[]): Scores => ({
  genuine: Float64Array.from(speakers.flatMap(({ genuine }) => genuine)).sort(),
  impostor: Float64Array.from(speakers.flatMap(({ impostor }) => impostor)).sort(),
});

export interface Operating {
  readonly threshold: number;
  /** False rejects and false accepts, shares. */
  readonly frr: number;
  readonly far: number;
}

export const operatingAt = ({ genuine, impostor }: Scores, threshold: number): Operating => ({
  threshold,
  frr: shareBelow(genuine, threshold),
  far: 1 - shareBelow(impostor, threshold),
});

/** Where false accepts are as frequent as asked for. */
export const operatingAtFar = (scores: Scores, far: number): Operating =>
  operatingAt(scores, quantile(scores.impostor, 1 - far));

/** Where both errors are equally frequent, by bisection: false rejects grow with the threshold. */
export const equalError = (scores: Scores): Operating => {
  let low = -1;
  let high = 1;
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    const { frr, far } = operatingAt(scores, middle);
    if (frr < far) low = middle;
    else high = middle;
  }
  return operatingAt(scores, high);
};

/** Prior of a genuine trial in minDCF(0.01); both errors cost 1 (NIST SRE). */
const TARGET_PRIOR = 0.01;

/**
 * Least normalised detection cost over all thresholds: 1 is what rejecting everybody costs. The best threshold lies at a
 * genuine score, or above all of them.
 */
export const minimumCost = ({ genuine, impostor }: Scores): number => {
  let least = TARGET_PRIOR;
  genuine.forEach((threshold, at) => {
    const far = 1 - shareBelow(impostor, threshold);
    least = Math.min(least, (TARGET_PRIOR * at) / genuine.length + (1 - TARGET_PRIOR) * far);
  });
  return least / TARGET_PRIOR;
};

/** Points of the trade-off at which both errors are seen, from strict to lenient, at most `count`. */
export const tradeOff = (scores: Scores, count: number): readonly Operating[] => {
  const { impostor } = scores;
  // Equal steps of the normal quantile would be even on the drawing; of log FAR they are nearly so, and need no table.
  const fars = Array.from(
    { length: count },
    (_, at) => (1 / impostor.length) ** (1 - at / (count - 1)) * 0.5 ** (at / (count - 1)),
  );
  return fars
    .map((far) => operatingAtFar(scores, far))
    .filter(({ frr, far }) => frr > 0 && far > 0 && frr < 1 && far < 1);
};
