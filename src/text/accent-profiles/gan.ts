import type { AccentProfile } from '../accent-profile.js';
import { flattened, fToHu, huToF, lToN, nToL } from './shared-rules.js';

/** Nanchang. */
export const GAN = {
  id: 'gan',
  version: 1,
  name: { en: 'Gan', zh: '赣语' },
  rules: [
    fToHu('second_hand'),
    huToF('second_hand'),
    nToL('own_knowledge'),
    lToN('own_knowledge'),
    flattened('second_hand'),
  ],
  tones: 'other',
} as const satisfies AccentProfile;
