type Sort = 'digit' | 'zero' | 'place';

const sortOf = (character: string): Sort =>
  '十百千万亿'.includes(character) ? 'place' : '零〇'.includes(character) ? 'zero' : 'digit';

/** Places that may stand side by side: 十万, 百亿, 万亿, and 一百十五 for 一百一十五. */
const isPairOfPlaces = (one: string, next: string): boolean =>
  next === '万' ? '十百千'.includes(one) : next === '亿' ? '十百千万'.includes(one) : one === '百' && next === '十';

/** What cannot follow what in a number with places; `next` is empty at the end, `one` at the beginning. */
const clashes = (one: string, next: string): boolean => {
  if (one === '') return sortOf(next) === 'zero';
  if (next === '') return sortOf(one) === 'zero';
  const [left, right] = [sortOf(one), sortOf(next)];
  if (left === 'place') return right === 'place' && !isPairOfPlaces(one, next);
  return left === 'digit' ? right === 'digit' : right === 'zero' || (right === 'place' && next !== '十');
};

const isPlace = (character: string): boolean => sortOf(character) === 'place';

const wholeFaults = (characters: readonly string[]): number => {
  if (!characters.some(isPlace)) return 0;
  const bordered = ['', ...characters, ''];
  return bordered.slice(1).filter((next, at) => clashes(bordered[at]!, next)).length;
};

/** Behind the point stand digits and at most a scale: 三点五万. */
const fractionFaults = (characters: readonly string[]): number =>
  characters.filter((character, at) => {
    const next = characters[at + 1];
    return character === '十' || (isPlace(character) && (at === 0 || (next !== undefined && !isPlace(next))));
  }).length;

/**
 * In how many places a row of numerals is not what anybody reads: two digits side by side where places are named (三百六五),
 * a 零 that leads to nothing (五十零, 零百), 十百. Digits one by one are free (一三零), and so is a number that lacks its 零 (一千二十) or
 * the name of its last place (三千五): people say them. Zero for every legal number; no proof of one.
 */
export const numeralFaults = (characters: readonly string[]): number => {
  const point = characters.indexOf('点');
  if (point < 0) return wholeFaults(characters);
  return wholeFaults(characters.slice(0, point)) + fractionFaults(characters.slice(point + 1));
};
