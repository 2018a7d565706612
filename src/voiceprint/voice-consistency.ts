import { cosine, meanVoice } from './similarity.js';

/** Windows that each of two voices must have: one alone may be a cough or a laugh. */
const LEAST_WINDOWS = 2;
const ROUNDS = 10;

type Voices = readonly Float32Array[];
type Pair = readonly [Float32Array, Float32Array];

/** The two windows that are least alike: where the grouping starts. */
const farthest = (windows: Voices): Pair => {
  let pair: Pair = [windows[0]!, windows[0]!];
  let least = 1;
  windows.forEach((left, index) => {
    for (const right of windows.slice(index + 1)) {
      const alike = cosine(left, right);
      if (alike < least) {
        least = alike;
        pair = [left, right];
      }
    }
  });
  return pair;
};

const grouped = (windows: Voices, [left, right]: Pair): readonly [Voices, Voices] => {
  const nearLeft = windows.map((window) => cosine(window, left) >= cosine(window, right));
  return [windows.filter((_, index) => nearLeft[index]), windows.filter((_, index) => !nearLeft[index])];
};

/**
 * How much alike the voices of a recording are, -1 to 1. The windows (unit vectors, in any order) are parted into the two
 * groups that differ most (2-means on the sphere); the figure is the cosine between the groups' means. One speaker's
 * groups differ by what is said, two speakers' by who says it. Order does not matter, so it makes no difference how
 * often two people take turns. 1 when fewer than two windows stand apart from the rest; null when there are too few
 * windows to hold two voices.
 */
export const voiceConsistency = (windows: Voices): number | null => {
  if (windows.length < 2 * LEAST_WINDOWS) return null;
  let centres = farthest(windows);
  for (let round = 0; round < ROUNDS; round++) {
    const [left, right] = grouped(windows, centres);
    if (left.length < LEAST_WINDOWS || right.length < LEAST_WINDOWS) return 1;
    const means = [meanVoice(left), meanVoice(right)] as const;
    if (means[0] === null || means[1] === null) return null;
    centres = [means[0], means[1]];
  }
  return cosine(...centres);
};
