import type { Posteriors } from '../../../src/align/posteriors.js';
import { BLANK, PHONES } from '../../../src/text/phone.js';

const best = (row: Float32Array): number => row.reduce((top, value, label) => (value > row[top]! ? label : top), 0);

/** Best label per frame, repeats joined and blanks dropped. */
export const greedyPhones = ({ logProbs, frames, labels }: Posteriors): readonly string[] =>
  Array.from({ length: frames }, (_, frame) => best(logProbs.subarray(frame * labels, (frame + 1) * labels)))
    .filter((label, frame, all) => label !== BLANK && label !== all[frame - 1])
    .map((label) => PHONES[label]!);

/** Largest distance of a row's sum of probabilities from one. */
export const worstRowSum = ({ logProbs, frames, labels }: Posteriors): number =>
  Array.from({ length: frames }, (_, frame) =>
    Math.abs(
      logProbs.subarray(frame * labels, (frame + 1) * labels).reduce((sum, value) => sum + Math.exp(value), 0) - 1,
    ),
  ).reduce((a, b) => Math.max(a, b), 0);
