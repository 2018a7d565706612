import { decibels, isAlive, type JointScan } from './joint-scan.js';
import { ORDER } from './linear-prediction.js';

/** Around the joint nothing else may be unpredictable for so many samples on either side (6 ms). */
const AROUND = 96;
const NEAR = 20;
const FIRST = 4;
const LIVE = 40;
/** A side whose residual is 26 dB below the other's is silence against speech: an onset, no joint between two sounds. */
const SIDES_APART = 20;

const peak = (values: Float32Array, from: number, to: number): number => {
  let most = 0;
  for (let n = from; n < to; n++) if (values[n]! > most) most = values[n]!;
  return most;
};

/** Whether any of the values reaches the limit; most places end at the first. */
const reaches = (values: Float32Array, from: number, to: number, limit: number): boolean => {
  for (let n = to - 1; n >= from; n--) if (values[n]! >= limit) return true;
  return false;
};

const balanced = (a: number, b: number): boolean => Math.max(a, b) <= SIDES_APART * Math.min(a, b);

/**
 * A cut between two sounds, in dB, 0 when there is none. The samples after a cut do not follow from those before it,
 * nor those before it from those after it, while each side follows from itself:
 *
 *                     cut |
 *     forward   . . . . . | ! ! . . .     errors of prediction from the left: only from the cut on
 *     backward  . . . ! ! | . . . . .     from the right: only up to it
 *
 * A click, a plosive or a pulse of the voice is unpredictable itself, so that the forward errors begin where, and not
 * after, the backward errors end. The figure is how far the weaker of the two errors at the joint stands above all others
 * within 6 ms.
 */
export const stepAt = (scan: JointScan, at: number): number => {
  const { forward, backward } = scan;
  const after = peak(forward, at, at + FIRST);
  if (forward[at]! < 0.3 * after || reaches(forward, at - NEAR, at, after)) return 0;
  const before = peak(backward, at - FIRST, at);
  if (reaches(backward, at, at + NEAR, before)) return 0;
  const left = peak(forward, at - AROUND, at);
  const right = peak(backward, at, at + AROUND);
  const others = Math.max(left, peak(forward, at + ORDER, at + AROUND));
  const othersBack = Math.max(right, peak(backward, at - AROUND, at - ORDER));
  const ratio = Math.min(after / others, before / othersBack);
  if (!(ratio > 1) || !balanced(left, right)) return 0;
  return isAlive(scan, at - LIVE, at) && isAlive(scan, at, at + LIVE) ? decibels(ratio ** 2) : 0;
};
