import { HeshengError } from '../errors.js';
import { consistency, meanVoice } from './similarity.js';

/** One recording of an enrolment. */
export interface EnrolmentTake {
  /** Unit vector; null when the network heard nothing. */
  readonly voice: Float32Array | null;
  readonly speechMs: number;
}

export interface EnrolmentLimits {
  /** Speech over all takes. */
  readonly speechMsMin: number;
  /** Least similarity of a take to the mean of the others. */
  readonly consistencyMin: number;
}

export interface EnrolledVoice {
  /** Unit vector: the mean direction of the takes. */
  readonly template: Float32Array;
  readonly speechMs: number;
  readonly takes: number;
  /** The worst take's similarity to the mean of the others; null for one take. */
  readonly consistency: number | null;
}

const SECOND = 1000;

export const ENROLMENT_LIMITS: EnrolmentLimits = { speechMsMin: 3 * SECOND, consistencyMin: 0.66 };

const refuse = (detail: string): never => {
  throw new HeshengError('ENROLMENT_REFUSED', detail);
};

const requireConsistency = (voices: readonly Float32Array[], least: number): number | null => {
  const similarities = consistency(voices);
  const odd = similarities.findIndex((similarity) => !(similarity >= least));
  if (odd >= 0) refuse(`recording ${odd + 1} of ${voices.length} does not sound like the same voice as the others`);
  return similarities.length === 0 ? null : Math.min(...similarities);
};

/**
 * Makes one template from the takes of one person. Throws ENROLMENT_REFUSED, saying what to do, for silence in a take,
 * too little speech in total, or a take that does not sound like the others.
 */
export const enrolTemplate = (
  takes: readonly EnrolmentTake[],
  limits: EnrolmentLimits = ENROLMENT_LIMITS,
): EnrolledVoice => {
  const silent = takes.findIndex(({ voice }) => voice === null);
  if (silent >= 0) refuse(`recording ${silent + 1} of ${takes.length} holds no speech`);
  const speechMs = takes.reduce((sum, take) => sum + take.speechMs, 0);
  if (!(speechMs >= limits.speechMsMin)) {
    refuse(`the recordings hold ${Math.round(speechMs)} ms of speech; at least ${limits.speechMsMin} ms are needed`);
  }
  const voices = takes.flatMap(({ voice }) => voice ?? []);
  const least = requireConsistency(voices, limits.consistencyMin);
  const template = meanVoice(voices) ?? refuse('the recordings have no voice in common');
  return { template, speechMs, takes: takes.length, consistency: least };
};
