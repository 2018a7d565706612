import type { Case } from '../case.js';
import { ACCENT_ALTERATIONS } from './accent-alterations.js';
import { ALTERED_CLAUSES } from './altered-clauses.js';
import { ANSWERS } from './answers.js';
import { FAIR } from './fair.js';
import { KNOWN_GAPS } from './known-gaps.js';
import { POOR_SOUND } from './poor-sound.js';
import { VOICES } from './voices.js';
import { WRONG_TEXT } from './wrong-text.js';

/** Everything that the gate asks, known gaps last. */
export const CASES: readonly Case[] = [
  ...WRONG_TEXT,
  ...ALTERED_CLAUSES,
  ...ACCENT_ALTERATIONS,
  ...POOR_SOUND,
  ...VOICES,
  ...ANSWERS,
  ...FAIR,
  ...KNOWN_GAPS,
];
