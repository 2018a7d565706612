import type { AccentProfile } from '../accent-profile.js';
import { engToEn, enToEng, flattened, initialRule, NEAREST, nToL, ROUNDED } from './shared-rules.js';

const SOURCE = 'own_knowledge';

/**
 * Shaanxi, Henan. sh before u is f (水 as fei); zh and ch before u are pf, for which f is the nearest phone. z, c, s kept
 * before i are heard where zh-z already leads.
 */
export const CENTRAL_PLAINS = {
  id: 'central_plains',
  version: 1,
  name: { en: 'Central Plains', zh: '中原官话' },
  rules: [
    initialRule('shu-f', 'sh', 'f', SOURCE, { finals: ROUNDED }),
    { ...initialRule('zhu-pf', 'zh ch', 'f f', SOURCE, { finals: ROUNDED }), cost: NEAREST },
    flattened(SOURCE),
    initialRule('j-z', 'j q x', 'z c s', SOURCE, { finals: ['i', 'in', 'ing', 'ie', 'ian', 'iao', 'iou', 'iang'] }),
    nToL(SOURCE),
    engToEn(SOURCE),
    enToEng(SOURCE),
  ],
  tones: 'other',
} as const satisfies AccentProfile;
