import type { AccentRule } from '../accent-profile.js';
import type { Final } from '../phone.js';

/**
 * Building blocks of the profiles. Besides the phones, an initial rule may name two targets that carry a glide: `hu`
 * (h and a rounded final: fan -> huan) and `y` (no initial and a palatal final: ren -> yin). `accentVariants` fits the
 * final to its new initial (zhi -> zi, hua -> fa, sha -> xia).
 *
 * Costs are starting values (0.3 for a listed merge), to be learned from recordings.
 */
export const LISTED = 0.3;
/** The dialect's sound is no Mandarin phone; the target is only the nearest one. */
export const NEAREST = 0.5;

export type Source = AccentRule['source'];
type When = NonNullable<AccentRule['when']>;

const rule = (id: string, part: AccentRule['part'], from: string, to: string, source: Source): AccentRule => ({
  id,
  part,
  from: from.split(' '),
  to: to.split(' '),
  cost: LISTED,
  source,
});

export const initialRule = (id: string, from: string, to: string, source: Source, when?: When): AccentRule => ({
  ...rule(id, 'initial', from, to, source),
  ...(when === undefined ? {} : { when }),
});

export const finalRule = (id: string, from: string, to: string, source: Source, when?: When): AccentRule => ({
  ...rule(id, 'final', from, to, source),
  ...(when === undefined ? {} : { when }),
});

export const ROUNDED: readonly Final[] = ['u', 'ua', 'uo', 'uai', 'uei', 'uan', 'uen', 'uang'];
/** Finals with the vowels a, o, u, before which n and l merge in Xiang. */
export const OPEN: readonly Final[] = [
  'a',
  'ai',
  'ao',
  'an',
  'ang',
  'ou',
  'ong',
  'u',
  'uo',
  'uan',
  'uen',
  'e',
  'ei',
  'en',
  'eng',
];

export const flattened = (source: Source): AccentRule => initialRule('zh-z', 'zh ch sh', 'z c s', source);
export const curled = (source: Source): AccentRule => initialRule('z-zh', 'z c s', 'zh ch sh', source);
export const nToL = (source: Source): AccentRule => initialRule('n-l', 'n', 'l', source);
export const lToN = (source: Source): AccentRule => initialRule('l-n', 'l', 'n', source);
export const huToF = (source: Source): AccentRule => initialRule('hu-f', 'h', 'f', source, { finals: ROUNDED });
export const fToHu = (source: Source): AccentRule => initialRule('f-hu', 'f', 'hu', source);
export const rToY = (source: Source): AccentRule => initialRule('r-y', 'r', 'y', source);
export const rToL = (source: Source): AccentRule => initialRule('r-l', 'r', 'l', source);
export const rToZ = (source: Source): AccentRule => initialRule('r-z', 'r', 'z', source);
export const engToEn = (source: Source): AccentRule => finalRule('eng-en', 'eng', 'en', source);
export const ingToIn = (source: Source): AccentRule => finalRule('ing-in', 'ing', 'in', source);
export const enToEng = (source: Source): AccentRule => finalRule('en-eng', 'en', 'eng', source);
export const inToIng = (source: Source): AccentRule => finalRule('in-ing', 'in', 'ing', source);
export const anToAng = (source: Source): AccentRule => finalRule('an-ang', 'an uan ian', 'ang uang iang', source);
export const angToAn = (source: Source): AccentRule => finalRule('ang-an', 'ang uang iang', 'an uan ian', source);
export const unrounded = (source: Source): AccentRule => finalRule('v-i', 'v ve van vn', 'i ie ian in', source);
/** en/eng and in/ing both ways. */
export const nasals = (source: Source): readonly AccentRule[] => [
  engToEn(source),
  ingToIn(source),
  enToEng(source),
  inToIng(source),
];

export const costing = (rules: readonly AccentRule[], cost: number): readonly AccentRule[] =>
  rules.map((each) => ({ ...each, cost }));
