import { decibels, isAlive, type JointScan, LEAST_POWER, residualPower } from './joint-scan.js';

const HALF_DIP = 8;
const ASIDE = 80;
const BLOCK = 40;
const BLOCKS = 6;
/** Below it nothing is looked at any closer. */
const LEAST_RATIO = 3;

/**
 * Where one sound is faded out and another faded in, in dB, 0 when nowhere: 1 ms in which next to nothing is left of
 * what can be heard, at least this much, in each of the six 2.5 ms on both sides. A room does not fall silent for a
 * millisecond.
 */
export const dipAt = (scan: JointScan, at: number): number => {
  if (!scan.hasBackground) return 0;
  const dip = Math.max(residualPower(scan, at - HALF_DIP, at + HALF_DIP), Number.MIN_VALUE);
  let least = Number.POSITIVE_INFINITY;
  for (let block = 0; block < BLOCKS && least > LEAST_RATIO * dip; block++) {
    const away = ASIDE + block * BLOCK;
    const left = residualPower(scan, at - away - BLOCK, at - away);
    const right = residualPower(scan, at + away, at + away + BLOCK);
    least = Math.min(least, left, right);
  }
  const heard = least >= LEAST_POWER && least > LEAST_RATIO * dip;
  return heard && isAlive(scan, at - 2 * HALF_DIP, at + 2 * HALF_DIP) ? decibels(least / dip) : 0;
};
