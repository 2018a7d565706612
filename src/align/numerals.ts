/** Spoken digits; 十 is one, and a magnitude as well. */
export const DIGIT_CHARACTERS: ReadonlySet<string> = new Set('〇零一二两三四五六七八九十幺');
export const MAGNITUDE_CHARACTERS: ReadonlySet<string> = new Set('十百千万亿');

export const isNumeral = (character: string): boolean =>
  DIGIT_CHARACTERS.has(character) || MAGNITUDE_CHARACTERS.has(character);

/** A number of the clause as it was read: tokens `start` to `end` (exclusive), numerals with a decimal point between. */
export interface NumeralRun {
  readonly start: number;
  readonly end: number;
  readonly characters: string;
}

const belongs = (characters: readonly string[], at: number): boolean =>
  isNumeral(characters[at] ?? '') ||
  (characters[at] === '点' && isNumeral(characters[at - 1] ?? '') && isNumeral(characters[at + 1] ?? ''));

/** Every longest stretch of numerals: 百 and 三点五 of 百分之三点五. */
export const numeralRuns = (characters: readonly string[]): readonly NumeralRun[] => {
  const runs: NumeralRun[] = [];
  for (let start = 0; start < characters.length; start += 1) {
    if (!belongs(characters, start)) continue;
    let end = start;
    while (end < characters.length && belongs(characters, end)) end += 1;
    runs.push({ start, end, characters: characters.slice(start, end).join('') });
    start = end;
  }
  return runs;
};
