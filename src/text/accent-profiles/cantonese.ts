import type { AccentProfile } from '../accent-profile.js';
import {
  angToAn,
  anToAng,
  curled,
  finalRule,
  flattened,
  huToF,
  initialRule,
  nToL,
  rToL,
  rToY,
  unrounded,
} from './shared-rules.js';

const SOURCE = 'second_hand';

/** Learner studies. The narrower vowel of ong has no phone of its own and needs no rule. */
export const CANTONESE = {
  id: 'cantonese',
  version: 1,
  name: { en: 'Cantonese', zh: '粤语' },
  rules: [
    flattened(SOURCE),
    curled(SOURCE),
    initialRule('zh-j', 'zh ch sh', 'j q x', SOURCE),
    initialRule('j-zh', 'j q x', 'zh ch sh', SOURCE),
    initialRule('z-j', 'z c s', 'j q x', SOURCE),
    initialRule('j-z', 'j q x', 'z c s', SOURCE),
    rToY(SOURCE),
    rToL(SOURCE),
    huToF(SOURCE),
    nToL(SOURCE),
    initialRule('k-h', 'k', 'h', SOURCE),
    initialRule('h-k', 'h', 'k', SOURCE),
    unrounded(SOURCE),
    finalRule('v-u', 'v', 'u', SOURCE, { initials: ['n', 'l', ''] }),
    finalRule('uan-van', 'uan', 'van', SOURCE, { initials: [''] }),
    finalRule('van-uan', 'van', 'uan', SOURCE, { initials: [''] }),
    anToAng(SOURCE),
    angToAn(SOURCE),
    finalRule('e-o', 'e', 'o', SOURCE),
  ],
  tones: 'other',
} as const satisfies AccentProfile;
