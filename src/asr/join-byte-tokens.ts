import { byteGroups } from './byte-groups.js';
import type { WrittenToken } from './transcriber.js';

/** `<0xE6>`: one byte of a character; some tokens are several. */
const BYTES = /^(?:<0x[0-9A-F]{2}>)+$/;
const BYTE = /<0x(..)>/g;
const SPACE = 0x20;
/** A word's beginning in SentencePiece, and the unknown token of icefall's byte-level pieces. */
const SPACES = ['▁', '⁇', ' '];

/** Letters that Unicode would write as others: icefall leaves them out. */
const LEFT_OUT = [0x132, 0x133, 0x13f, 0x140, 0x149, 0x17f];

/** icefall's alphabet of bytes: ASCII as it is, every other byte the next letter from U+0100 on. */
const byteAlphabet = (): ReadonlyMap<string, number> => {
  const alphabet = new Map(SPACES.map((space) => [space, SPACE]));
  let letter = 0x100;
  for (let byte = 0; byte < 256; byte++) {
    if (byte > SPACE && byte < 0x7f) alphabet.set(String.fromCharCode(byte), byte);
    if (byte >= SPACE && byte < 0x7f) continue;
    while (LEFT_OUT.includes(letter)) letter++;
    alphabet.set(String.fromCharCode(letter++), byte);
  }
  return alphabet;
};

const ALPHABET = byteAlphabet();

const isSpecial = (token: string): boolean => /^(<.*>|#\d+)$/.test(token);

/** Whether the tokens of a recogniser are icefall's byte-level pieces: letters of that alphabet and no other. */
export const isByteLevel = (tokens: readonly string[]): boolean => {
  const pieces = tokens.filter((token) => !isSpecial(token)).map((token) => [...token]);
  const letters = pieces.flat();
  return letters.every((letter) => ALPHABET.has(letter)) && letters.some((letter) => letter > 'ÿ' && letter < '▁');
};

/** The bytes that a token stands for; null when it is no token of bytes. */
export const bytesOf = (token: string, byteLevel: boolean): readonly number[] | null => {
  if (BYTES.test(token)) return Array.from(token.matchAll(BYTE), ([, hex]) => Number.parseInt(hex!, 16));
  if (!byteLevel || isSpecial(token)) return null;
  return [...token].map((letter) => ALPHABET.get(letter) ?? '?'.charCodeAt(0));
};

/**
 * Tokens that are bytes, or letters that stand for bytes, become the characters that they spell; one begins where its first
 * byte does. Bytes that spell nothing become U+FFFD, so that nothing heard disappears. All other tokens stay as they are.
 */
export const joinByteTokens = (tokens: readonly WrittenToken[], byteLevel: boolean): readonly WrittenToken[] =>
  byteGroups(tokens, ({ text }) => bytesOf(text, byteLevel)).map(({ items, text }) =>
    text === undefined ? items[0] : { text: text ?? '\ufffd', startMs: items[0].startMs },
  );
