import { FINALS, type Final, INITIALS, type Initial, phoneIndex } from './phone.js';

/** Mandarin tone; 5 is the neutral tone. */
export type Tone = 1 | 2 | 3 | 4 | 5;

/** One Mandarin syllable. `initial` is empty for a zero-initial syllable (安, 一, 五, 月). */
export interface Syllable {
  readonly initial: Initial | '';
  readonly final: Final;
  readonly tone: Tone;
}

const ZERO_INITIAL: Readonly<Record<string, Final>> = {
  yi: 'i',
  ya: 'ia',
  ye: 'ie',
  yao: 'iao',
  you: 'iou',
  yan: 'ian',
  yin: 'in',
  yang: 'iang',
  ying: 'ing',
  yong: 'iong',
  yu: 'v',
  yue: 've',
  yuan: 'van',
  yun: 'vn',
  wu: 'u',
  wa: 'ua',
  wo: 'uo',
  wai: 'uai',
  wei: 'uei',
  wan: 'uan',
  wen: 'uen',
  wang: 'uang',
  weng: 'ueng',
  yo: 'o',
};
const FULL_FINAL: Readonly<Record<string, Final>> = { ui: 'uei', iu: 'iou', un: 'uen' };
const SPELLING: ReadonlyMap<Final, string> = new Map(
  Object.entries(ZERO_INITIAL).map(([spelling, final]) => [final, spelling]),
);
const SHORT_FINAL: Readonly<Partial<Record<Final, string>>> = { uei: 'ui', iou: 'iu', uen: 'un', ii: 'i', iii: 'i' };
const FINAL_SET: ReadonlySet<string> = new Set(FINALS);
const PATTERN = /^(zh|ch|sh|[bpmfdtnlgkhjqxrzcs])?([a-z]+?)([1-5])?$/;
const isInitial = (value: string): value is Initial => (INITIALS as readonly string[]).includes(value);
const isFinal = (value: string): value is Final => FINAL_SET.has(value);

const finalAfter = (initial: string, spelled: string): string => {
  if (initial === 'zh' || initial === 'ch' || initial === 'sh' || initial === 'r') {
    if (spelled === 'i') return 'iii';
  }
  if ((initial === 'z' || initial === 'c' || initial === 's') && spelled === 'i') return 'ii';
  if (spelled === 'ue') return 've';
  const rounded = 'jqx'.includes(initial) && spelled.startsWith('u') ? `v${spelled.slice(1)}` : spelled;
  return FULL_FINAL[rounded] ?? rounded;
};

/**
 * Parses numbered pinyin (`neng2`, `lv4`, `zhong1`, `er2`; a missing number is the neutral tone) or returns null when it
 * names no Mandarin syllable. `ü` and `u:` are read as `v`.
 */
export const parseSyllable = (pinyin: string): Syllable | null => {
  const match = PATTERN.exec(pinyin.toLowerCase().replaceAll('ü', 'v').replaceAll('u:', 'v'));
  if (!match) return null;
  const [, initial = '', spelled = '', toneDigit = '5'] = match;
  const tone = Number(toneDigit) as Tone;
  if (initial === '') {
    const final = ZERO_INITIAL[spelled] ?? spelled;
    return isFinal(final) ? { initial: '', final, tone } : null;
  }
  const final = finalAfter(initial, spelled);
  return isInitial(initial) && isFinal(final) ? { initial, final, tone } : null;
};

/** Pinyin spelling without tone: `neng`, `lv`, `yuan`. The inverse of `parseSyllable`. */
export const spellSyllable = ({ initial, final }: Pick<Syllable, 'initial' | 'final'>): string => {
  if (initial === '') return SPELLING.get(final) ?? final;
  const rounded = 'jqx'.includes(initial) && final.startsWith('v') ? `u${final.slice(1)}` : final;
  return initial + (SHORT_FINAL[final] ?? rounded);
};

/** Numbered pinyin: `neng2`. */
export const toPinyin = (syllable: Syllable): string => `${spellSyllable(syllable)}${syllable.tone}`;

/** Phone label indices of a syllable: one (zero initial) or two, in speaking order. */
export const syllablePhones = ({ initial, final }: Pick<Syllable, 'initial' | 'final'>): readonly number[] =>
  initial === '' ? [phoneIndex(final)] : [phoneIndex(initial), phoneIndex(final)];

/** Same initial and final; the tone may differ. */
export const soundsLike = (a: Syllable, b: Syllable): boolean => a.initial === b.initial && a.final === b.final;
