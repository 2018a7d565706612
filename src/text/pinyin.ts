import { pinyin } from 'pinyin-pro';
import { HETERONYM_PHRASES } from './heteronym-phrases.js';
import { POLYPHONES, SURNAMES, TONE_POLYPHONES } from './polyphones.js';
import { parseSyllable, type Syllable } from './syllable.js';

/** Most readings that one character may have. */
const MOST_READINGS = 4;

const HAN_RUN = /[\p{Script=Han}〇]+/gu;
/** Numbered pinyin of the library writes the neutral tone as 0. */
const toSyllable = (numbered: string): Syllable | null => parseSyllable(numbered.replace(/0$/, '5'));

const parseAll = (spellings: readonly string[]): readonly Syllable[] =>
  spellings.map(toSyllable).filter((syllable) => syllable !== null);

/** Readings that the library lacks or that context must not bend; the iteration mark 々 has none of its own. */
const FIXED: Readonly<Record<string, string>> = { 〇: 'ling2', 幺: 'yao1', 一: 'yi1', 不: 'bu4', 嗯: 'en5', 々: '' };

const PHRASES: ReadonlyMap<string, readonly (readonly Syllable[])[]> = new Map(
  Object.entries(HETERONYM_PHRASES).map(([phrase, spelled]) => [
    phrase,
    spelled.split(' ').map((syllable) => parseAll(syllable.split('/'))),
  ]),
);
const LONGEST_PHRASE = Math.max(...Array.from(PHRASES.keys(), (phrase) => phrase.length));

const OTHERS: ReadonlyMap<string, readonly Syllable[]> = new Map(
  Object.entries({ ...POLYPHONES, ...TONE_POLYPHONES }).map(([character, spelled]) => [
    character,
    parseAll(spelled.split(' ')),
  ]),
);

const same = (a: Syllable, b: Syllable): boolean => a.initial === b.initial && a.final === b.final && a.tone === b.tone;

const withOthers = (character: string, contextual: Syllable): readonly Syllable[] => {
  const others = OTHERS.get(character) ?? [];
  return [contextual, ...others.filter((other) => !same(other, contextual))].slice(0, MOST_READINGS);
};

const readRun = (run: string): readonly (readonly Syllable[])[] => {
  const spelled = pinyin(run, { type: 'array', toneType: 'num', v: true, toneSandhi: false });
  return Array.from(run, (character, index) => {
    const syllable = toSyllable(FIXED[character] ?? spelled[index] ?? '');
    return syllable === null ? [] : withOthers(character, syllable);
  });
};

const phraseAt = (text: string, at: number): string | null => {
  for (let length = Math.min(LONGEST_PHRASE, text.length - at); length > 1; length -= 1) {
    const phrase = text.slice(at, at + length);
    if (PHRASES.has(phrase)) return phrase;
  }
  return null;
};

const settlePhrases = (text: string, readings: Map<number, readonly Syllable[]>): void => {
  for (let at = 0; at < text.length; ) {
    const phrase = phraseAt(text, at);
    for (const [index, syllables] of (PHRASES.get(phrase ?? '') ?? []).entries()) readings.set(at + index, syllables);
    at += phrase?.length ?? 1;
  }
};

/** After one of these words a person's name may follow. */
const NAME_AHEAD =
  /(?:本人|我叫|我是|姓名|客户|保险人|投保人|受益人|申请人|借款人|持有人|委托人|担保人|法定代表人)[:是为]?(?=(\p{Script=Han}))/gu;

const addSurnames = (text: string, readings: Map<number, readonly Syllable[]>): void => {
  for (const match of text.matchAll(NAME_AHEAD)) {
    const at = match.index + match[0].length;
    const surname = toSyllable(SURNAMES[match[1]!] ?? '');
    const known = readings.get(at) ?? [];
    if (surname !== null && !known.some((syllable) => same(syllable, surname))) readings.set(at, [...known, surname]);
  }
};

/**
 * Readings of every Chinese character of a folded text, by UTF-16 offset; the contextual reading first. A character that
 * no dictionary can read is absent from the map.
 */
export const readCharacters = (text: string): ReadonlyMap<number, readonly Syllable[]> => {
  const readings = new Map<number, readonly Syllable[]>();
  for (const run of text.matchAll(HAN_RUN)) {
    let at = run.index;
    const characters = Array.from(run[0]);
    for (const [index, syllables] of readRun(run[0]).entries()) {
      if (syllables.length > 0) readings.set(at, syllables);
      at += characters[index]!.length;
    }
  }
  settlePhrases(text, readings);
  addSurnames(text, readings);
  return readings;
};

const lookUp = (character: string): Syllable | null => {
  const [spelled = ''] = pinyin(character, { type: 'array', toneType: 'num', v: true, toneSandhi: false });
  return toSyllable(FIXED[character] ?? spelled);
};

/** Characters that number reading writes, looked up once. */
const OF_NUMBERS: ReadonlyMap<string, Syllable | null> = new Map(
  Array.from(
    '零一二两三四五六七八九十百千万亿幺点负分之元块角毛整年月日号时钟半秒个天至到比每加人民币美港欧',
    (character) => [character, lookUp(character)],
  ),
);

/** The usual reading of one character out of context, or null. */
export const usualSyllable = (character: string): Syllable | null => {
  const known = OF_NUMBERS.get(character);
  return known === undefined ? lookUp(character) : known;
};

/** Readings that a character may have wherever it stands, the usual one first; empty when no dictionary can read it. */
export const readingsOf = (character: string): readonly Syllable[] => {
  const usual = usualSyllable(character);
  return usual === null ? [] : withOthers(character, usual);
};
