import { HeshengError } from '../errors.js';
import { consistency, meanVoice } from './similarity.js';
import { describeTake, type TakeFault } from './take-fault.js';

/** One recording of an enrolment. */
export interface EnrolmentTake {
  /** Unit vector; null when the network heard nothing. */
  readonly voice: Float32Array | null;
  readonly speechMs: number;
  /** What was found of it before its voice was looked at; the first is told. */
  readonly faults?: readonly TakeFault[];
}

export interface EnrolmentLimits {
  /** Speech over all takes. */
  readonly speechMsMin: number;
  /** Speech of each take: as much as a reading needs to be compared. */
  readonly takeSpeechMsMin: number;
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

export const ENROLMENT_LIMITS: EnrolmentLimits = {
  speechMsMin: 3 * SECOND,
  takeSpeechMsMin: 1.5 * SECOND,
  consistencyMin: 0.66,
};

const refuse = (detail: string): never => {
  throw new HeshengError('ENROLMENT_REFUSED', detail);
};

/**
 * Refuses the enrolment when a take has a fault (null where it has none).
 * @throws HeshengError ENROLMENT_REFUSED that says of each such take what is wrong and what to do, with the take as pointer
 */
export const requireSound = (faults: readonly (TakeFault | null)[]): void => {
  const told = faults.flatMap((fault, index) =>
    fault === null ? [] : [{ pointer: `audio/${index}`, detail: describeTake(fault, index, faults.length) }],
  );
  if (told.length === 0) return;
  throw new HeshengError('ENROLMENT_REFUSED', told.map(({ detail }) => detail).join('\n'), { faults: told });
};

/** Written so that a speech time that is NaN counts as too short. */
const faultOf = ({ voice, speechMs, faults = [] }: EnrolmentTake, least: number): TakeFault | null => {
  if (voice === null) return { kind: 'no_speech' };
  if (faults[0] !== undefined) return faults[0];
  return speechMs >= least ? null : { kind: 'little_speech', value: speechMs };
};

const requireConsistency = (voices: readonly Float32Array[], least: number): number | null => {
  const similarities = consistency(voices);
  requireSound(similarities.map((similarity) => (similarity >= least ? null : { kind: 'odd_voice' })));
  return similarities.length === 0 ? null : Math.min(...similarities);
};

/**
 * Makes one template from the takes of one person. Throws ENROLMENT_REFUSED, saying of each take at fault what to do, for
 * a take that is no good or has too little speech, too little speech in total, or takes that do not sound alike.
 */
export const enrolTemplate = (
  takes: readonly EnrolmentTake[],
  limits: EnrolmentLimits = ENROLMENT_LIMITS,
): EnrolledVoice => {
  requireSound(takes.map((take) => faultOf(take, limits.takeSpeechMsMin)));
  const speechMs = takes.reduce((sum, take) => sum + take.speechMs, 0);
  if (!(speechMs >= limits.speechMsMin)) {
    refuse(
      `the recordings hold ${Math.round(speechMs)} ms of speech; at least ${limits.speechMsMin} ms are needed: record a longer text or one more. 全部录音的有效语音不足 ${limits.speechMsMin / SECOND} 秒，请朗读更长的文字或再录一段。`,
    );
  }
  const voices = takes.flatMap(({ voice }) => voice ?? []);
  const least = requireConsistency(voices, limits.consistencyMin);
  const template = meanVoice(voices) ?? refuse('the recordings have no voice in common');
  return { template, speechMs, takes: takes.length, consistency: least };
};
