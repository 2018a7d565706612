import type { AccentProfile } from '../accent-profile.js';
import { curled, flattened, rToY } from './shared-rules.js';

const SOURCE = 'own_knowledge';

/** Shandong peninsula, Dalian. Mostly contours, which toneless scoring does not see. */
export const JIAOLIAO = {
  id: 'jiaoliao',
  version: 1,
  name: { en: 'Jiaoliao', zh: '胶辽官话' },
  rules: [flattened(SOURCE), curled(SOURCE), rToY(SOURCE)],
  tones: 'other',
} as const satisfies AccentProfile;
