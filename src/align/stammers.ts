import { parseSyllable, syllablePhones } from '../text/syllable.js';
import type { ClauseToken } from './clause-token.js';
import type { EditStep } from './edit-alignment.js';
import { EDIT_COSTS, matchToken } from './edit-costs.js';
import type { HeardSyllable } from './free-decode.js';
import { isNumeral } from './numerals.js';

type Heard = Extract<EditStep, { kind: 'heard' }>;

/** Edit cost up to which a syllable sounds like a token. */
const MAX_COST = 0.2;
/** Most syllables in one place: a token said three times is a stammer, more often it is something else. */
const MOST_SYLLABLES = 2;

const soundKey = (initial: number, final: number): number => (initial + 1) * 1_000 + final;
/** 不 before 部 or 未 before 为 is no stammer. */
const NEGATION_SOUNDS: ReadonlySet<number> = new Set(
  ['bu4', 'mei2', 'wei4', 'wu2', 'fei1', 'bie2', 'wu4', 'mo4'].map((spelled) => {
    const phones = syllablePhones(parseSyllable(spelled)!);
    return soundKey(phones.length === 2 ? phones[0]! : -1, phones.at(-1)!);
  }),
);

const isStrict = (token: ClauseToken | undefined): boolean =>
  token !== undefined && (token.critical || isNumeral(token.character));

/** A syllable said once more, or broken off after its initial, before or after it was said whole. */
const soundsLike = (token: ClauseToken, { initial, final, ...heard }: HeardSyllable, before: boolean): boolean => {
  if (NEGATION_SOUNDS.has(soundKey(initial, final))) return false;
  if (final >= 0) return matchToken(token, { initial, final, ...heard }, EDIT_COSTS).cost <= MAX_COST;
  return before && token.pronunciations.some(({ phones }) => phones.length === 2 && phones[0] === initial);
};

const isReading = (step: EditStep | undefined): step is Heard =>
  step?.kind === 'heard' && !step.again && step.cost <= MAX_COST;

/** True when all these extra syllables are a stammer over the token that was read right after or before them. */
const isStammer = (
  reading: EditStep | undefined,
  extra: readonly HeardSyllable[],
  clause: readonly ClauseToken[],
  before: boolean,
): reading is Heard =>
  isReading(reading) &&
  ![-1, 0, 1].some((offset) => isStrict(clause[reading.token + offset])) &&
  extra.every((syllable) => soundsLike(clause[reading.token]!, syllable, before));

/** The same reading at several places, of which the last one counts. */
const readings = (reading: Heard, places: readonly number[]): readonly Heard[] =>
  places.map((heard, i) => ({ ...reading, heard, again: i < places.length - 1 }));

/**
 * A token said twice in a row (请请您), or begun twice, is a repeat and no extra speech: going back for a single token is dearer
 * to the edit alignment than an extra syllable. Not beside critical tokens and numerals, and never what sounds like a
 * negation.
 */
export const withStammers = (
  steps: readonly EditStep[],
  clause: readonly ClauseToken[],
  heard: readonly HeardSyllable[],
): readonly EditStep[] => {
  const result = [...steps];
  for (let from = 0; from < steps.length; from++) {
    let to = from;
    while (steps[to]?.kind === 'extra') to++;
    if (to === from) continue;
    const places = steps.slice(from, to).flatMap((step) => (step.kind === 'extra' ? [step.heard] : []));
    const extra = places.map((place) => heard[place]!);
    const previous = steps[from - 1];
    const next = steps[to];
    if (places.length <= MOST_SYLLABLES && isStammer(next, extra, clause, true)) {
      result.splice(from, places.length + 1, ...readings(next, [...places, next.heard]));
    } else if (places.length <= MOST_SYLLABLES && isStammer(previous, extra, clause, false)) {
      result.splice(from - 1, places.length + 1, ...readings(previous, [previous.heard, ...places]));
    }
    from = to;
  }
  return result;
};
