import type { AccentProfile } from '../accent-profile.js';
import { angToAn, anToAng, flattened, lToN, nasals, nToL } from './shared-rules.js';

const SOURCE = 'own_knowledge';

/** Nanjing, Yangzhou, Hefei: the hardest subset of KeSpeech (12.9 % CER against 4.6 for Mandarin). */
export const JIANGHUAI = {
  id: 'jianghuai',
  version: 1,
  name: { en: 'Jianghuai', zh: '江淮官话' },
  rules: [nToL(SOURCE), lToN(SOURCE), flattened(SOURCE), ...nasals(SOURCE), anToAng(SOURCE), angToAn(SOURCE)],
  tones: 'other',
} as const satisfies AccentProfile;
