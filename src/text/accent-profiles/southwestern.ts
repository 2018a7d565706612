import type { AccentProfile } from '../accent-profile.js';
import { engToEn, flattened, fToHu, huToF, ingToIn, lToN, nToL, rToZ } from './shared-rules.js';

/** Sichuan, Chongqing, western Hubei, Yunnan, Guizhou. n/l in 18 of 25 speakers: Zhang & Levis 2021, doi 10.3389/fcomm.2021.639390. */
export const SOUTHWESTERN = {
  id: 'southwestern',
  version: 1,
  name: { en: 'Southwestern', zh: '西南官话' },
  rules: [
    nToL('paper'),
    lToN('paper'),
    flattened('second_hand'),
    rToZ('second_hand'),
    huToF('own_knowledge'),
    fToHu('own_knowledge'),
    engToEn('second_hand'),
    ingToIn('second_hand'),
  ],
  tones: 'other',
} as const satisfies AccentProfile;
