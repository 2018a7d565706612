import { disagreement, unsureContent } from './doubt-gates.js';
import type { Gate } from './gate.js';
import { criticalTerms, nearMisses } from './term-gates.js';
import { changedWords, extraSpeech, missingSentences, missingWords, wrongText } from './text-gates.js';

/** All that a pass demands of a text: a clause, or the phrase of a challenge. */
export const CONTENT_GATES = {
  wrongText,
  missingSentences,
  missingWords,
  changedWords,
  extraSpeech,
  criticalTerms,
  nearMisses,
  disagreement,
  unsureContent,
} as const satisfies Readonly<Record<string, Gate>>;
