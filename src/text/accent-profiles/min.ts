import type { AccentProfile } from '../accent-profile.js';
import {
  engToEn,
  finalRule,
  flattened,
  fToHu,
  ingToIn,
  initialRule,
  inToIng,
  lToN,
  nToL,
  rToL,
  unrounded,
} from './shared-rules.js';

const SOURCE = 'second_hand';

/** Southern Min and Taiwan: Fon et al. 2011; Hsu & Tse 2007. */
export const MIN = {
  id: 'min',
  version: 1,
  name: { en: 'Min', zh: '闽语' },
  rules: [
    flattened(SOURCE),
    fToHu(SOURCE),
    rToL(SOURCE),
    nToL(SOURCE),
    lToN(SOURCE),
    initialRule('m-b', 'm', 'b', SOURCE),
    initialRule('b-m', 'b', 'm', SOURCE),
    unrounded(SOURCE),
    engToEn(SOURCE),
    inToIng(SOURCE),
    ingToIn(SOURCE),
    finalRule('uo-ou', 'uo', 'ou', SOURCE),
    finalRule('ou-uo', 'ou', 'uo', SOURCE),
  ],
  tones: 'other',
} as const satisfies AccentProfile;
