import type { Policy, Thresholds } from './policy.js';

/** What parts a clear answer from other speech. The base values are a reading's, and much too wide for single words. */
export const ANSWER_THRESHOLDS = [
  'worstPairPass',
  'meanPass',
  'termSaid',
  'editPass',
  'deletionRunPass',
  'insertionRunPass',
] as const satisfies readonly (keyof Thresholds)[];

/** Whether a policy says what a clear answer is: its `kinds.answer` names every one of these thresholds. Under another none is clear. */
export const supportsAnswers = ({ kinds }: Pick<Policy, 'kinds'>): boolean =>
  ANSWER_THRESHOLDS.every((name) => kinds.answer?.[name] !== undefined);
