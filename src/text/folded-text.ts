import { toSimplified } from './traditional.js';

const FULL_WIDTH_SHIFT = 0xff01 - 0x21;
/** Signs outside the full-width block that mean an ASCII (or Latin-1) sign. */
const SIGNS: Readonly<Record<string, string>> = {
  '\u3000': ' ',
  '\u00a0': ' ',
  '￥': '¥',
  '﹪': '%',
  '−': '-',
  '‐': '-',
  '‑': '-',
  '〜': '~',
  '∼': '~',
  '∶': ':',
  '﹣': '-',
  '○': '〇',
};
const FOLDABLE =
  /[\u00a0\u2010\u2011\u2212\u2223-\u223c\u25cb\u2e80-\u2fdf\u3000\u301c\uf900-\ufaff\ufe50-\ufe6f\uff01-\uff5e\uffe5]/g;

const foldSign = (sign: string): string => {
  const known = SIGNS[sign];
  if (known !== undefined) return known;
  const code = sign.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - FULL_WIDTH_SHIFT);
  const composed = sign.normalize('NFKC');
  return composed.length === 1 ? composed : sign;
};

/**
 * Text in one shape for all rules: Simplified characters, ASCII digits, letters and signs, unified ideographs.
 * Same length as `text` and the same offsets.
 */
export const foldText = (text: string): string => toSimplified(text.replace(FOLDABLE, foldSign));
