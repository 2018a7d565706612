import type { AccentProfile } from '../accent-profile.js';
import { curled, finalRule, flattened, initialRule, rToL, rToY } from './shared-rules.js';

const SOURCE = 'second_hand';

/** 人 as yin, 爱 as nai, 波 as be. */
export const NORTHEASTERN = {
  id: 'northeastern',
  version: 1,
  name: { en: 'Northeastern', zh: '东北官话' },
  rules: [
    flattened(SOURCE),
    curled(SOURCE),
    rToY(SOURCE),
    rToL(SOURCE),
    {
      ...initialRule('zero-n', '-', 'n', SOURCE, { finals: ['a', 'ai', 'an', 'ang', 'ao', 'e', 'en', 'ou'] }),
      from: [''],
    },
    finalRule('o-e', 'o', 'e', SOURCE),
  ],
  tones: 'other',
} as const satisfies AccentProfile;
