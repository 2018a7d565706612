import { type Final, INITIALS, type Initial } from './phone.js';
import { parseSyllable, type Syllable, spellSyllable } from './syllable.js';

/** Finals without a glide and their palatal counterparts: sha -> xia, ren -> yin. */
const PALATAL: Readonly<Partial<Record<Final, Final>>> = {
  ii: 'i',
  iii: 'i',
  a: 'ia',
  e: 'ie',
  ao: 'iao',
  ou: 'iou',
  an: 'ian',
  en: 'in',
  ang: 'iang',
  eng: 'ing',
  ong: 'iong',
  u: 'v',
  uo: 've',
  uan: 'van',
  uen: 'vn',
};
const PLAIN: Readonly<Partial<Record<Final, Final>>> = {
  ...Object.fromEntries(Object.entries(PALATAL).map(([plain, palatal]) => [palatal, plain])),
};
const ROUND: Readonly<Partial<Record<Final, Final>>> = {
  a: 'ua',
  o: 'uo',
  ei: 'uei',
  an: 'uan',
  en: 'uen',
  ang: 'uang',
  eng: 'ong',
  ou: 'ou',
  u: 'u',
};
const UNROUND: Readonly<Partial<Record<Final, Final>>> = {
  ua: 'a',
  uo: 'o',
  uai: 'ai',
  uei: 'ei',
  uan: 'an',
  uen: 'en',
  uang: 'ang',
};

const DENTAL = new Set(['z', 'c', 's']);
const RETROFLEX = new Set(['zh', 'ch', 'sh', 'r']);
const FRONT = new Set(['j', 'q', 'x']);

const buzzing = (final: Final, buzz: Final): Final =>
  final === 'i' || final === 'ii' || final === 'iii' ? buzz : final;

/** The final as it is said after a new initial (a phone, '', `hu` or `y`). */
const finalFor = (from: string, target: string, final: Final): Final => {
  const plain = FRONT.has(from) && !FRONT.has(target) ? (PLAIN[final] ?? final) : final;
  if (FRONT.has(target) || target === 'y') return PALATAL[plain] ?? plain;
  if (target === 'hu') return ROUND[plain] ?? plain;
  if (DENTAL.has(target)) return buzzing(plain, 'ii');
  if (RETROFLEX.has(target)) return buzzing(plain, 'iii');
  return buzzing(target === 'f' ? (UNROUND[plain] ?? plain) : plain, 'i');
};

const isInitial = (value: string): value is Initial => (INITIALS as readonly string[]).includes(value);

/**
 * The syllable with another initial and the final fitted to it, or null when it cannot be spelled. `target` is an
 * initial, '' for none, `hu` (h and a rounded final) or `y` (no initial and a palatal final).
 */
export const withInitial = (syllable: Syllable, target: string): Syllable | null => {
  const initial = target === 'hu' ? 'h' : target === 'y' ? '' : target;
  if (initial !== '' && !isInitial(initial)) return null;
  return spellable({ ...syllable, initial, final: finalFor(syllable.initial, target, syllable.final) });
};

/** The syllable itself when its spelling is read back as the same phones, else null (j with uan is j with van). */
export const spellable = (syllable: Syllable): Syllable | null => {
  const parsed = parseSyllable(spellSyllable(syllable));
  return parsed?.initial === syllable.initial && parsed.final === syllable.final ? syllable : null;
};
