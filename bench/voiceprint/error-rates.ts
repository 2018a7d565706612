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

/** 95 % interval of a figure over resampled speakers: trials of one speaker are not independent. */
export const speakerInterval = (
  speakers: readonly SpeakerTrials[],
  figure: (scores: Scores) => number,
  random: () => number,
  rounds: number,
): readonly [number, number] => {
  const pick = () => speakers[Math.floor(random() * speakers.length)]!;
  const values = Array.from({ length: rounds }, () => figure(poolScores(speakers.map(pick))));
  const sorted = Float64Array.from(values).sort();
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
};
