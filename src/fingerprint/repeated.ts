import type { Match } from './fingerprint.js';

/** Less than this (0.6 s of sound) is like too much else. */
const MOMENTS_MIN = 12;
/** A recording of which most is new is a new one, whatever plays in the background. */
const SHARE_MIN = 0.5;
/** Similarity needed of a long recording, and what a short one needs more. */
const LONG = 0.64;
const SHORT = 3.6;

/** The fewer moments, the more alike must they be: chance and the same syllables make short recordings alike. */
export const similarityNeeded = (moments: number): number => LONG + SHORT / moments;

/** Whether this is the sound of the earlier recording again, and not only the same words in the same voice. */
export const isRepeated = ({ similarity, moments, share }: Pick<Match, 'similarity' | 'moments' | 'share'>): boolean =>
  moments >= MOMENTS_MIN && share >= SHARE_MIN && similarity >= similarityNeeded(moments);
