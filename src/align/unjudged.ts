import type { TextSpan } from '../text/spoken-form.js';

const LATIN = /^[A-Za-zＡ-Ｚａ-ｚ]+$/;
const DIGIT = /^[0-9０-９]$/;

/**
 * True for what a Mandarin phone recogniser cannot judge: Latin words and letters (logo, App, ETF), which people read in
 * English, letter by letter or by a Chinese name. The letter of a level (R3, C1) counts as judged: its digit decides.
 */
export const isUnjudged = (text: string, { start, end }: TextSpan): boolean =>
  LATIN.test(text.slice(start, end)) && !DIGIT.test(text.slice(end, end + 1));
