import { parseSyllable, type Syllable } from '../text/syllable.js';
import type { ClauseToken } from './clause-token.js';
import { DIGIT_CHARACTERS, MAGNITUDE_CHARACTERS } from './numerals.js';

export type NearMissKind = 'negation_added' | 'negation_dropped' | 'number_changed' | 'number_grown' | 'number_shrunk';

/** A dangerous neighbour of the clause: tokens `start` to `end` (exclusive) replaced. */
export interface NearMiss {
  readonly kind: NearMissKind;
  readonly start: number;
  readonly end: number;
  readonly replacement: readonly ClauseToken[];
  /** How much less likely than the clause this is before anything was heard, nats, at least 0. */
  readonly prior: number;
}

const syllable = (pinyin: string): Syllable => parseSyllable(pinyin)!;

const DIGITS: readonly (readonly [string, Syllable])[] = [
  ['零', syllable('ling2')],
  ['一', syllable('yi1')],
  ['二', syllable('er4')],
  ['三', syllable('san1')],
  ['四', syllable('si4')],
  ['五', syllable('wu3')],
  ['六', syllable('liu4')],
  ['七', syllable('qi1')],
  ['八', syllable('ba1')],
  ['九', syllable('jiu3')],
  ['十', syllable('shi2')],
];
const MAGNITUDES: readonly (readonly [string, Syllable])[] = [
  ['十', syllable('shi2')],
  ['百', syllable('bai3')],
  ['千', syllable('qian1')],
  ['万', syllable('wan4')],
  ['亿', syllable('yi4')],
];
const NEGATION = ['不', syllable('bu4')] as const;
/**
 * Added only where the free decode heard something extra: at every boundary they would cost too much time. It also stumbles
 * there in honest readings (wei before 晚), so the sound must favour these by more than a stumble does.
 */
const OTHER_NEGATION_PRIOR = 4;
const OTHER_NEGATIONS: readonly (readonly [string, Syllable])[] = [
  ['没', syllable('mei2')],
  ['未', syllable('wei4')],
  ['无', syllable('wu2')],
  ['非', syllable('fei1')],
  ['别', syllable('bie2')],
];
const NEGATIONS: ReadonlySet<string> = new Set('不无非未没勿莫');

/** Makes a token for a character that the clause does not have, pronounced as the reader's accent allows. */
export type MakeToken = (character: string, syllable: Syllable, like: ClauseToken) => ClauseToken;

const soundsAlike = (a: ClauseToken, b: ClauseToken): boolean => {
  const own = new Set(a.pronunciations.filter(({ rule }) => rule === null).map(({ phones }) => phones.join()));
  return b.pronunciations.some(({ rule, phones }) => rule === null && own.has(phones.join()));
};

/** 零 and 十 cannot stand before a magnitude: 零百万 is no number that anybody could have agreed to. */
const fits = (character: string, next: string | undefined): boolean =>
  !(MAGNITUDE_CHARACTERS.has(next ?? '') && (character === '零' || character === '十'));

const numberChanges = (tokens: readonly ClauseToken[], at: number, make: MakeToken): NearMiss[] => {
  const token = tokens[at]!;
  const family = [
    ...(DIGIT_CHARACTERS.has(token.character) ? DIGITS : []),
    ...(MAGNITUDE_CHARACTERS.has(token.character) ? MAGNITUDES : []),
  ].filter(([character]) => fits(character, tokens[at + 1]?.character));
  const others = new Map(family.map(([character, sound]) => [character, make(character, sound, token)]));
  return [...others.values()]
    .filter((other) => !soundsAlike(other, token))
    .map((other) => ({ kind: 'number_changed', start: at, end: at + 1, replacement: [other], prior: 0 }));
};

/** 五年 against 十五年, 十五年 against 五年: one 十 more or less makes another legal number. */
const numberLengths = (tokens: readonly ClauseToken[], at: number, make: MakeToken): NearMiss[] => {
  const token = tokens[at]!;
  const isDigit = DIGIT_CHARACTERS.has(token.character) && token.character !== '十';
  const ten = make('十', syllable('shi2'), token);
  const before = tokens[at - 1]?.character;
  const grown: NearMiss[] =
    isDigit && before !== '十' ? [{ kind: 'number_grown', start: at, end: at, replacement: [ten], prior: 0 }] : [];
  const next = tokens[at + 1]?.character ?? '';
  const shrunk: NearMiss[] =
    token.character === '十' && DIGIT_CHARACTERS.has(next)
      ? [{ kind: 'number_shrunk', start: at, end: at + 1, replacement: [], prior: 0 }]
      : [];
  return [...grown, ...shrunk];
};

const negationsAdded = (at: number, like: ClauseToken, extraHeard: boolean, make: MakeToken): NearMiss[] =>
  [NEGATION, ...(extraHeard ? OTHER_NEGATIONS : [])].map(([character, sound]) => ({
    kind: 'negation_added',
    start: at,
    end: at,
    replacement: [make(character, sound, like)],
    prior: character === NEGATION[0] ? 0 : OTHER_NEGATION_PRIOR,
  }));

/**
 * The near misses of a clause: each negation dropped, 不 added at every boundary and 没 未 无 非 别 where the free decode
 * heard something extra (`extraBefore`: indices of the tokens before which it did), every numeral changed to another (in or
 * out of a critical term: 三里屯 is no number, but 四里屯 is not what was read), critical ones grown or shrunk by 十.
 * Variants that sound the same as the clause are left out: sound cannot tell them apart.
 */
export const nearMisses = (
  tokens: readonly ClauseToken[],
  make: MakeToken,
  extraBefore: ReadonlySet<number> = new Set(),
): readonly NearMiss[] => {
  const misses: NearMiss[] = [];
  tokens.forEach((token, at) => {
    const negates = NEGATIONS.has(token.character);
    if (negates) misses.push({ kind: 'negation_dropped', start: at, end: at + 1, replacement: [], prior: 0 });
    if (!negates && !NEGATIONS.has(tokens[at - 1]?.character ?? '')) {
      misses.push(...negationsAdded(at, token, extraBefore.has(at), make));
    }
    misses.push(...numberChanges(tokens, at, make));
    if (token.critical) misses.push(...numberLengths(tokens, at, make));
  });
  return misses;
};
