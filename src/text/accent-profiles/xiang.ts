import type { AccentProfile } from '../accent-profile.js';
import { flattened, fToHu, initialRule, nasals, OPEN } from './shared-rules.js';

const SOURCE = 'second_hand';

/** Changsha: survey at IALP 2020. n turns to l before a, o, u only. */
export const XIANG = {
  id: 'xiang',
  version: 1,
  name: { en: 'Xiang', zh: '湘语' },
  rules: [flattened(SOURCE), fToHu(SOURCE), initialRule('n-l', 'n', 'l', SOURCE, { finals: OPEN }), ...nasals(SOURCE)],
  tones: 'other',
} as const satisfies AccentProfile;
