import type { AccentProfile } from '../accent-profile.js';
import { curled, flattened, rToY } from './shared-rules.js';

const SOURCE = 'own_knowledge';

/** Hebei, Tianjin, western Shandong. Mostly contours, which toneless scoring does not see. */
export const JILU = {
  id: 'jilu',
  version: 1,
  name: { en: 'Jilu', zh: '冀鲁官话' },
  rules: [flattened(SOURCE), curled(SOURCE), rToY(SOURCE)],
  tones: 'other',
} as const satisfies AccentProfile;
