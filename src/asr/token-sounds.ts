import { isInitialIndex } from '../text/phone.js';
import { readingsOf } from '../text/pinyin.js';
import { syllablePhones } from '../text/syllable.js';
import { toSimplified } from '../text/traditional.js';
import type { TokenTable } from './token-table.js';

/** One way in which a token sounds: label indices of its phones; `initial` is -1 where there is none. */
export interface Sound {
  readonly initial: number;
  readonly final: number;
  /** Its share of the token's probability. */
  readonly weight: number;
}

/**
 * What a token says: nothing (blank, marks, tags of language or mood), a Chinese syllable in one or more readings, or speech
 * that no phone writes (letters, word pieces, parts of characters).
 */
export type TokenSound = readonly Sound[] | 'silent' | 'foreign';

/** Share of the usual reading where a character has several: the free decode then hears that one, never halves of two. */
const USUAL_SHARE = 0.6;

const DIGITS = '零一二三四五六七八九';
const WORD_START = /^▁/;
const TAG = /^<[^>]*>$/;
const UNKNOWN = /unk/i;
/** Marks that nobody reads; % and = are read. */
const MARKS = /^[\s，。、？！：；“”‘’（）《》〈〉【】…—,.?!:;'"()[\]~·-]*$/u;
const HAN = /^[\p{Script=Han}〇]$/u;

const soundsOf = (character: string): TokenSound => {
  const sounds = new Map<string, readonly number[]>();
  for (const syllable of readingsOf(character)) {
    const phones = syllablePhones(syllable);
    if (!sounds.has(phones.join())) sounds.set(phones.join(), phones);
  }
  if (sounds.size === 0) return 'foreign';
  const rest = sounds.size === 1 ? 0 : (1 - USUAL_SHARE) / (sounds.size - 1);
  return Array.from(sounds.values(), (phones, at) => ({
    initial: isInitialIndex(phones[0]!) ? phones[0]! : -1,
    final: phones.at(-1)!,
    weight: at === 0 ? 1 - rest * (sounds.size - 1) : rest,
  }));
};

/** What one token of a vocabulary says. Traditional characters sound as their simplified ones. */
export const tokenSound = (text: string): TokenSound => {
  const written = toSimplified(text.replace(WORD_START, ''));
  if (TAG.test(written)) return UNKNOWN.test(written) ? 'foreign' : 'silent';
  if (MARKS.test(written)) return 'silent';
  if (/^\d$/.test(written)) return soundsOf(DIGITS[Number(written)]!);
  return HAN.test(written) ? soundsOf(written) : 'foreign';
};

/** What every token of a vocabulary says; the blank says nothing, whatever it is called. */
export const tokenSounds = ({ texts, blank }: TokenTable): readonly TokenSound[] =>
  texts.map((text, index) => (index === blank ? 'silent' : tokenSound(text)));

/** Share of a vocabulary that says Chinese syllables: small where tokens are bytes or parts of characters. */
export const syllableShare = (sounds: readonly TokenSound[]): number =>
  sounds.filter((sound) => typeof sound !== 'string').length / sounds.length;
