import type { AccentProfile } from '../accent-profile.js';
import { enToEng, finalRule, flattened, inToIng } from './shared-rules.js';

const SOURCE = 'second_hand';

/** Shanxi. The nasal codas go the other way than in the south. The v- for w- has no phone here: it is heard as u-. */
export const JIN = {
  id: 'jin',
  version: 1,
  name: { en: 'Jin', zh: '晋语' },
  rules: [
    flattened(SOURCE),
    enToEng(SOURCE),
    inToIng(SOURCE),
    finalRule('un-ong', 'uen', 'ong', SOURCE),
    finalRule('vn-iong', 'vn', 'iong', SOURCE),
  ],
  tones: 'other',
} as const satisfies AccentProfile;
