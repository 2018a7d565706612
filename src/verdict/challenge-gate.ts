import { finding } from './finding.js';
import type { Gate } from './gate.js';

const usable = (value: number | null): boolean => value === null || !Number.isNaN(value);

/** A reading for which a challenge was given must hold its phrase; one without a challenge owes nothing. */
export const challengeRead: Gate = ({ challenge }) => {
  if (challenge === undefined) return [];
  const { outcome, margin, meanLogPosterior } = challenge;
  if (outcome === 'not_read') return [finding('CHALLENGE_NOT_READ', 'fail')];
  const measured = usable(margin) && usable(meanLogPosterior);
  return outcome === 'read' && measured ? [] : [finding('CHALLENGE_UNSURE', 'review')];
};
