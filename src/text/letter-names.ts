import type { TextSpan } from './spoken-form.js';
import type { Piece } from './unit-draft.js';

/** One syllable of a letter's name. `optional` when many speakers run it into the syllable before. */
interface LetterSyllable {
  readonly character: string;
  readonly heard: readonly string[];
  readonly optional?: boolean;
}

const say = (character: string, ...heard: string[]): LetterSyllable => ({ character, heard });
const mayMerge = (character: string, ...heard: string[]): LetterSyllable => ({ character, heard, optional: true });

/**
 * How Mandarin speakers commonly say the Latin letters. An approximation: several English sounds (the vowel of A, the
 * R, the V) have no Mandarin phone, so these are the nearest syllables, and lint tells the clause's author so.
 */
const LETTERS: Readonly<Record<string, readonly LetterSyllable[]>> = {
  A: [say('诶', 'ei1', 'ei4')],
  B: [say('必', 'bi4', 'bi1')],
  C: [say('西', 'xi1', 'sei1')],
  D: [say('地', 'di4', 'di1')],
  E: [say('伊', 'yi4', 'yi1')],
  F: [say('艾', 'ai4', 'ai2'), say('弗', 'fu2', 'fu5')],
  G: [say('吉', 'ji4', 'zhi4')],
  H: [say('艾', 'ai4', 'ei4'), say('吃', 'chi1', 'qu1')],
  I: [say('爱', 'ai4', 'ai1')],
  J: [say('杰', 'jie4', 'zhei4')],
  K: [say('开', 'kai4', 'kei1')],
  L: [say('艾', 'ai4', 'ai2'), mayMerge('勒', 'le5', 'lou5', 'er3')],
  M: [say('艾', 'ai4', 'ai2'), say('姆', 'mu3', 'mu5')],
  N: [say('恩', 'en1', 'en4')],
  O: [say('欧', 'ou1', 'ou4')],
  P: [say('批', 'pi1', 'pi4')],
  Q: [say('丘', 'qiu1', 'kou4')],
  R: [say('阿', 'a1', 'a4'), mayMerge('尔', 'er3', 'er4')],
  S: [say('艾', 'ai4', 'ai2'), say('斯', 'si5', 'si1')],
  T: [say('替', 'ti4', 'ti1')],
  U: [say('优', 'you1', 'you4')],
  V: [say('维', 'wei1', 'wei4')],
  W: [say('达', 'da2'), say('布', 'bu4', 'bu5'), say('溜', 'liu2', 'liu4')],
  X: [say('艾', 'ai4', 'ai2'), say('克', 'ke4', 'ke5'), say('斯', 'si5', 'si1')],
  Y: [say('歪', 'wai1', 'wai4')],
  Z: [say('贼', 'zei1', 'zi4')],
};

/** Words said as a word by many, beside the letter by letter reading: numbered pinyin per character. */
const WORDS: Readonly<Record<string, readonly LetterSyllable[]>> = {
  APP: [say('诶', 'ei1', 'ai4'), say('普', 'pu4', 'pu5')],
  BP: [say('基', 'ji1'), say('点', 'dian3')],
  VIP: [say('威', 'wei1'), say('艾', 'ai4'), say('批', 'pi4', 'pi1')],
  RMB: [say('人', 'ren2'), say('民', 'min2'), say('币', 'bi4')],
  CNY: [say('人', 'ren2'), say('民', 'min2'), say('币', 'bi4')],
  USD: [say('美', 'mei3'), say('元', 'yuan2')],
  HKD: [say('港', 'gang3'), say('币', 'bi4')],
  EUR: [say('欧', 'ou1'), say('元', 'yuan2')],
  OK: [say('欧', 'ou1', 'ou4'), say('开', 'kei4', 'kai4')],
};

const toPiece = ({ character, heard, optional }: LetterSyllable, source: TextSpan): Piece => ({
  said: character,
  heard,
  source,
  ...(optional === true ? { optional } : {}),
});

/** The syllables of one letter (A to Z, either case). */
export const letterPieces = (letter: string, source: TextSpan): readonly Piece[] =>
  (LETTERS[letter.toUpperCase()] ?? []).map((syllable) => toPiece(syllable, source));

/** The word reading of a Latin word, or null when it is only spelled. */
export const wordPieces = (word: string, source: TextSpan): readonly Piece[] | null =>
  WORDS[word.toUpperCase()]?.map((syllable) => toPiece(syllable, source)) ?? null;
