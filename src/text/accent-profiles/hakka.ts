import type { AccentProfile } from '../accent-profile.js';
import { flattened, fToHu, huToF, lToN, nasals, nToL, rToY, unrounded } from './shared-rules.js';

const SOURCE = 'second_hand';

export const HAKKA = {
  id: 'hakka',
  version: 1,
  name: { en: 'Hakka', zh: '客家话' },
  rules: [
    flattened(SOURCE),
    fToHu(SOURCE),
    huToF(SOURCE),
    nToL(SOURCE),
    lToN(SOURCE),
    rToY(SOURCE),
    unrounded(SOURCE),
    ...nasals(SOURCE),
  ],
  tones: 'other',
} as const satisfies AccentProfile;
