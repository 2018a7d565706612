/** Spoken digits; 十 is one, and a magnitude as well. */
export const DIGIT_CHARACTERS: ReadonlySet<string> = new Set('〇零一二两三四五六七八九十幺');
export const MAGNITUDE_CHARACTERS: ReadonlySet<string> = new Set('十百千万亿');

export const isNumeral = (character: string): boolean =>
  DIGIT_CHARACTERS.has(character) || MAGNITUDE_CHARACTERS.has(character);
