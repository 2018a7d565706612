import type { ClauseToken } from '../clause-token.js';
import type { MissContext, MissFamily, NearMiss } from '../near-miss.js';
import { type InaudibleMiss, inaudibleCause } from './audible.js';
import { contraryMisses, unitMisses } from './contrary-misses.js';
import { digitMisses } from './digit-misses.js';
import { phraseMisses, sentenceMisses } from './left-out-misses.js';
import { negationMisses } from './negation-misses.js';
import { rivalMisses } from './rival-misses.js';
import { valueMisses } from './value-misses.js';
import { versionMisses } from './version-misses.js';

/** The families in order: of two equal near misses the first keeps its kind and prior (五 in a number, 无 elsewhere). */
export const FAMILIES: readonly MissFamily[] = [
  digitMisses,
  negationMisses,
  valueMisses,
  unitMisses,
  contraryMisses,
  phraseMisses,
  sentenceMisses,
  versionMisses,
  rivalMisses,
];

export interface GeneratedMisses {
  readonly misses: readonly NearMiss[];
  readonly inaudible: readonly InaudibleMiss[];
}

const standardSounds = ({ pronunciations }: ClauseToken): readonly string[] =>
  pronunciations.filter(({ rule }) => rule === null).map(({ phones }) => phones.join('.'));

/** Standard sounds of a token, one string. */
const soundKey = (token: ClauseToken): string =>
  `${Array.from(new Set(standardSounds(token)))
    .sort()
    .join('/')}${token.optional ? '?' : ''}`;

/** Whoever says `other` has said `own`: 元 where 元 or 块 may be said. */
const saysSame = (own: ClauseToken, other: ClauseToken): boolean => {
  const sounds = standardSounds(own);
  return own.optional === other.optional && standardSounds(other).every((sound) => sounds.includes(sound));
};

/** Only what changes: words that sound the same at either end of a replacement stay out of it. */
const trimmed = (miss: NearMiss, tokens: readonly ClauseToken[]): NearMiss => {
  const own = tokens.slice(miss.start, miss.end);
  const other = miss.replacement;
  const most = Math.min(own.length, other.length);
  let head = 0;
  while (head < most && saysSame(own[head]!, other[head]!)) head += 1;
  let tail = 0;
  while (tail < most - head && saysSame(own.at(-1 - tail)!, other.at(-1 - tail)!)) tail += 1;
  const replacement = miss.replacement.slice(head, miss.replacement.length - tail);
  return { ...miss, start: miss.start + head, end: miss.end - tail, replacement };
};

/**
 * One name per resulting text. A word added before or after its like, or either of two equal neighbours dropped, gives the
 * same text: such an edit is named by its leftmost place.
 */
const identity = ({ start, end, replacement }: NearMiss, keys: readonly string[]): string => {
  const added = replacement.map(soundKey);
  const moved = added.length === 0 ? keys.slice(start, end) : added;
  let from = start;
  if (added.length === 0 || start === end) {
    while (from > 0 && moved.length > 0 && keys[from - 1] === moved.at(-1)) {
      moved.unshift(moved.pop()!);
      from -= 1;
    }
  }
  return added.length === 0 ? `${from}-${end - start}` : `${from}:${end - start}:${moved.join(' ')}`;
};

/**
 * The dangerous neighbours of a clause: negations, numbers, units, contraries, what may be left out, the version before.
 * Each once, as a change of as few tokens as possible. Those that sound like the clause are not scored but listed.
 */
export const generateMisses = (context: MissContext): GeneratedMisses => {
  const keys = context.tokens.map(soundKey);
  const known = new Set<string>();
  const misses: NearMiss[] = [];
  const inaudible: InaudibleMiss[] = [];
  for (const found of FAMILIES.flatMap((family) => family(context))) {
    const miss = trimmed(found, context.tokens);
    const name = identity(miss, keys);
    if (known.has(name)) continue;
    known.add(name);
    const cause = inaudibleCause(context.tokens, found);
    if (cause === null) misses.push(miss);
    else inaudible.push({ miss: found, cause });
  }
  return { misses, inaudible };
};
