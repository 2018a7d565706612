/**
 * The phone inventory that recognisers with an initial/final label set share: 21 initials and 38 toneless finals.
 * Zero-initial syllables have no initial phone. `ii` follows z c s, `iii` follows zh ch sh r, `v` is ü, and iou, uei
 * and uen are written in full. The position in `PHONES` is the label index; index 0 is the CTC blank.
 */
export const BLANK = 0;

export const INITIALS = [
  'b',
  'p',
  'm',
  'f',
  'd',
  't',
  'n',
  'l',
  'g',
  'k',
  'h',
  'j',
  'q',
  'x',
  'zh',
  'ch',
  'sh',
  'r',
  'z',
  'c',
  's',
] as const;

export const FINALS = [
  'a',
  'o',
  'e',
  'ai',
  'ei',
  'ao',
  'ou',
  'an',
  'en',
  'ang',
  'eng',
  'ong',
  'er',
  'i',
  'ii',
  'iii',
  'ia',
  'ie',
  'iao',
  'iou',
  'ian',
  'in',
  'iang',
  'ing',
  'iong',
  'u',
  'ua',
  'uo',
  'uai',
  'uei',
  'uan',
  'uen',
  'uang',
  'ueng',
  'v',
  've',
  'van',
  'vn',
] as const;

export type Initial = (typeof INITIALS)[number];
export type Final = (typeof FINALS)[number];
export type Phone = Initial | Final;

/** All labels in index order, the blank first. */
export const PHONES: readonly string[] = ['<blank>', ...INITIALS, ...FINALS];

/**
 * Label after the phones for speech that no phone writes: letters, other languages. Only recognisers of characters have it;
 * a phone recogniser hears such speech as phones.
 */
export const FOREIGN = PHONES.length;

const INDEX: ReadonlyMap<string, number> = new Map(PHONES.map((phone, index) => [phone, index]));

/** Label index of a phone, 1 to 59. */
export const phoneIndex = (phone: Phone): number => INDEX.get(phone)!;

export const isInitialIndex = (index: number): boolean => index >= 1 && index <= INITIALS.length;
