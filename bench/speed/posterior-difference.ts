import type { Posteriors } from '../../src/align/posteriors.js';

/** How far the posteriors of one network are from those of another, as sums that can be added. */
export interface Difference {
  readonly frames: number;
  /** Frames whose best label is the same. */
  readonly agreeing: number;
  /** Labels of frames to which the first gives more than one in a thousand. */
  readonly likely: number;
  /** Sum of the absolute differences of log-probabilities over those. */
  readonly distance: number;
  /** Largest of the differences over those. */
  readonly largest: number;
}

/** What is less likely has no say in a verdict, and large differences of its logarithms mean nothing. */
const LIKELY = Math.log(1e-3);

const bestOf = (row: Float32Array): number =>
  row.reduce((best, value, label) => (value > row[best]! ? label : best), 0);

/** Both of the same frames and labels. */
export const differenceOf = (first: Posteriors, second: Posteriors): Difference => {
  const { frames, labels } = first;
  let [agreeing, likely, distance, largest] = [0, 0, 0, 0];
  for (let frame = 0; frame < frames; frame++) {
    const [row, other] = [first, second].map(({ logProbs }) =>
      logProbs.subarray(frame * labels, (frame + 1) * labels),
    ) as [Float32Array, Float32Array];
    if (bestOf(row) === bestOf(other)) agreeing += 1;
    for (let label = 0; label < labels; label++) {
      if (row[label]! < LIKELY) continue;
      const apart = Math.abs(row[label]! - other[label]!);
      likely += 1;
      distance += apart;
      largest = Math.max(largest, apart);
    }
  }
  return { frames, agreeing, likely, distance, largest };
};

export const addDifferences = (all: readonly Difference[]): Difference => ({
  frames: all.reduce((sum, one) => sum + one.frames, 0),
  agreeing: all.reduce((sum, one) => sum + one.agreeing, 0),
  likely: all.reduce((sum, one) => sum + one.likely, 0),
  distance: all.reduce((sum, one) => sum + one.distance, 0),
  largest: Math.max(0, ...all.map(({ largest }) => largest)),
});
