import type { AccentProfile } from '../accent-profile.js';
import { costing, nasals } from './shared-rules.js';

/**
 * Standard Mandarin. Only the nasal codas, which untrained readers of every region blur and the recogniser itself
 * confuses, are tolerated, at twice the cost of a dialect's listed merge.
 */
const WEAK = 0.6;

export const MANDARIN = {
  id: 'mandarin',
  version: 1,
  name: { en: 'Mandarin', zh: '普通话' },
  rules: costing(nasals('own_knowledge'), WEAK),
  tones: 'standard',
} as const satisfies AccentProfile;
