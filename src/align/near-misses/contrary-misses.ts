import { type ContraryGroup, FINANCE_CONTRARIES } from '../../text/finance-contraries.js';
import { UNIT_CONTRARIES } from '../../text/unit-contraries.js';
import type { MissContext, MissFamily, NearMiss, NearMissKind } from '../near-miss.js';
import { isNumeral } from '../numerals.js';

/** A word that is looked for; `group` is null for a longer word in which others mean something else. */
interface Word {
  readonly characters: readonly string[];
  readonly group: ContraryGroup | null;
  readonly blocks: ContraryGroup | null;
}

interface Place {
  readonly word: Word;
  readonly start: number;
  readonly end: number;
}

type Index = ReadonlyMap<string, readonly Word[]>;

const wordsOf = (group: ContraryGroup): readonly Word[] => [
  ...group.words.map((word) => ({ characters: Array.from(word), group, blocks: null })),
  ...(group.within ?? []).map((word) => ({ characters: Array.from(word), group: null, blocks: group })),
];

const byFirstCharacter = (groups: readonly ContraryGroup[]): Index => {
  const index = new Map<string, Word[]>();
  for (const word of groups.flatMap(wordsOf)) {
    const first = word.characters[0]!;
    index.set(first, [...(index.get(first) ?? []), word]);
  }
  return index;
};

const CONTRARIES = byFirstCharacter(FINANCE_CONTRARIES.groups);
const UNITS = byFirstCharacter(UNIT_CONTRARIES.groups);

const placesIn = (characters: readonly string[], index: Index): readonly Place[] =>
  characters.flatMap((first, start) =>
    (index.get(first) ?? []).flatMap((word) =>
      word.characters.every((character, offset) => characters[start + offset] === character)
        ? [{ word, start, end: start + word.characters.length }]
        : [],
    ),
  );

/** 保证 of 不保证 or of 保证金: a longer word of the same group, or one that the group names, holds it. */
const isPart = (place: Place, places: readonly Place[]): boolean =>
  places.some(
    ({ word, start, end }) =>
      (word.group ?? word.blocks) === place.word.group &&
      start <= place.start &&
      end >= place.end &&
      end - start > place.end - place.start,
  );

const missesAt = (place: Place, kind: NearMissKind, { tokens, make }: MissContext): readonly NearMiss[] => {
  const { group, characters } = place.word;
  const own = characters.join('');
  return group!.words
    .filter((word) => word !== own)
    .map((word) => ({
      kind,
      start: place.start,
      end: place.end,
      replacement: make.phrase(word, tokens[place.start]!),
      prior: 0,
      label: group!.id,
    }));
};

const charactersOf = ({ tokens }: MissContext): readonly string[] => tokens.map(({ character }) => character);

/** Words of the lexicon exchanged for their contraries, where they stand as words of their own. */
export const contraryMisses: MissFamily = (context) => {
  const places = placesIn(charactersOf(context), CONTRARIES);
  return places
    .filter((place) => place.word.group !== null && !isPart(place, places))
    .flatMap((place) => missesAt(place, 'contrary', context));
};

/** 年 as 个月, 元 as 万元: the unit right after a number. Not in dates, whose parts no unit can replace. */
export const unitMisses: MissFamily = (context) => {
  const characters = charactersOf(context);
  const dates = context.form.units.filter(({ kind }) => kind === 'date');
  const inDate = ({ start }: Place) => {
    const { source } = context.tokens[start]!;
    return dates.some((unit) => unit.source.start <= source.start && source.end <= unit.source.end);
  };
  const afterNumber = ({ start }: Place) => isNumeral(characters[start - 1] ?? '') || characters[start - 1] === '半';
  const places = placesIn(characters, UNITS).filter((place) => afterNumber(place) && !inDate(place));
  return places.filter((place) => !isPart(place, places)).flatMap((place) => missesAt(place, 'unit_changed', context));
};
