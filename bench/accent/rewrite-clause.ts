import { isNumeral } from '../../src/align/numerals.js';
import type { AccentProfile } from '../../src/text/accent-profile.js';
import { accentVariants } from '../../src/text/accent-variants.js';
import { usualSyllable } from '../../src/text/pinyin.js';
import { type Syllable, spellSyllable } from '../../src/text/syllable.js';
import { preferredTokens, toSpokenForm } from '../../src/text/to-spoken-form.js';
import type { Random } from '../seeded-random.js';

/** Characters by their only reading, tones aside. */
export type Inventory = ReadonlyMap<string, readonly string[]>;

/** A clause whose standard reading, merged as the profile merges, is what the recording says. */
export interface Rewritten {
  readonly text: string;
  readonly replaced: number;
}

const NEGATIONS = new Set('不无非未没勿莫否别');
const HAN = /^\p{Script=Han}$/u;

const readingsAlone = (character: string): readonly Syllable[] =>
  preferredTokens(toSpokenForm(character)).flatMap(({ readings }) => readings.map(({ syllable }) => syllable));

/** The characters of some texts that have one reading only and are neither numerals nor negations. */
export const inventoryOf = (texts: readonly string[]): Inventory => {
  const bySound = new Map<string, string[]>();
  for (const character of new Set(texts.flatMap((text) => Array.from(text)))) {
    if (!HAN.test(character) || isNumeral(character) || NEGATIONS.has(character)) continue;
    const sounds = new Set(readingsAlone(character).map(spellSyllable));
    const [sound] = sounds;
    if (sounds.size === 1) bySound.set(sound!, [...(bySound.get(sound!) ?? []), character]);
  }
  return bySound;
};

/** Sounds that a reader with the accent turns into each sound: zi <- zhi. */
const sourcesOf = (inventory: Inventory, profile: AccentProfile): ReadonlyMap<string, readonly string[]> => {
  const sources = new Map<string, string[]>();
  for (const [sound, [character]] of inventory) {
    for (const { syllable } of accentVariants(usualSyllable(character!)!, profile)) {
      const said = spellSyllable(syllable);
      sources.set(said, [...(sources.get(said) ?? []), sound]);
    }
  }
  return sources;
};

/** The sounds of a text by character; null for a character that has several. */
const soundsOf = (text: string): ReadonlyMap<number, string | null> => {
  const sounds = new Map<number, string | null>();
  for (const { source, readings } of preferredTokens(toSpokenForm(text))) {
    const own = new Set(readings.map(({ syllable }) => spellSyllable(syllable)));
    sounds.set(source.start, own.size === 1 && source.end - source.start === 1 ? [...own][0]! : null);
  }
  return sounds;
};

/**
 * Replaces, with probability `share` each, the characters that the accent's readers could have been reading when they said
 * what was said: said zi, clause 之. Numerals and negations stay. Null when nothing can be replaced.
 */
export const rewriteClause = (
  text: string,
  profile: AccentProfile,
  inventory: Inventory,
  random: Random,
  share: number,
): Rewritten | null => {
  const sources = sourcesOf(inventory, profile);
  const sounds = soundsOf(text);
  let replaced = 0;
  const characters = Array.from(text, (character, at) => {
    const sound = sounds.get(at) ?? null;
    if (sound === null || isNumeral(character) || NEGATIONS.has(character)) return character;
    const candidates = (sources.get(sound) ?? []).flatMap((other) => inventory.get(other) ?? []);
    if (candidates.length === 0 || random() >= share) return character;
    replaced += 1;
    return candidates[Math.floor(random() * candidates.length)]!;
  });
  return replaced === 0 ? null : { text: characters.join(''), replaced };
};
