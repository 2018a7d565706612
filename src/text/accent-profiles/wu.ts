import type { AccentProfile } from '../accent-profile.js';
import { angToAn, anToAng, flattened, fToHu, huToF, nasals, rToL, rToZ } from './shared-rules.js';

const SOURCE = 'second_hand';

/** Shanghai, Suzhou, Zhejiang: Li & Wang 2003; Ding 2008; Sproat 2004. */
export const WU = {
  id: 'wu',
  version: 1,
  name: { en: 'Wu', zh: '吴语' },
  rules: [
    flattened(SOURCE),
    huToF(SOURCE),
    fToHu(SOURCE),
    rToL(SOURCE),
    rToZ(SOURCE),
    ...nasals(SOURCE),
    anToAng(SOURCE),
    angToAn(SOURCE),
  ],
  tones: 'other',
} as const satisfies AccentProfile;
