import { decibels, isAlive, type JointScan, LEAST_POWER, residualPower } from './joint-scan.js';

const BLOCK = 40;
const BLOCKS = 12;
/** Within this the level may fall: 1 ms. */
const SLOPE = 16;

const blockPower = (scan: JointScan, from: number, index: number): number =>
  residualPower(scan, from + index * BLOCK, from + (index + 1) * BLOCK);

/**
 * How far a steady sound falls, within a millisecond, to another steady one, in dB, 0 when it does not: the quietest of
 * the twelve 2.5 ms before over the loudest of the twelve after. A sound that ends in a room dies away over tens of
 * milliseconds, and a voice is not steady; a louder background that ends at a joint is. Rises are nothing unusual.
 */
export const fallAt = (scan: JointScan, at: number): number => {
  if (!scan.hasBackground) return 0;
  let quietest = Number.POSITIVE_INFINITY;
  let loudest = LEAST_POWER;
  for (let block = 0; block < BLOCKS && quietest > loudest; block++) {
    quietest = Math.min(quietest, blockPower(scan, at - BLOCKS * BLOCK, BLOCKS - 1 - block));
    loudest = Math.max(loudest, blockPower(scan, at + SLOPE, block));
  }
  return quietest > loudest && isAlive(scan, at, at + SLOPE + BLOCKS * BLOCK) ? decibels(quietest / loudest) : 0;
};
