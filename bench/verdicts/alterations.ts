import { isNumeral, numeralRuns } from '../../src/align/numerals.js';
import { soundsDifferent } from './audible.js';

/** What the reader did wrong, seen from the altered clause: it asks for something that the recording does not hold. */
export const ALTERATION_KINDS = [
  'wrong_clause',
  'previous_version',
  'previous_version_known',
  'sentence_left_out',
  'words_left_out',
  'words_put_in',
  'words_replaced',
  'negation_left_out',
  'negation_put_in',
  'number_changed',
  'numeral_put_in',
  'numeral_left_out',
  'order_swapped',
  'said_once',
] as const;
export type AlterationKind = (typeof ALTERATION_KINDS)[number];

/** For people: one line each. */
export const ALTERATION_TITLES: Readonly<Record<AlterationKind, string>> = {
  wrong_clause: 'another clause was read',
  previous_version: 'an earlier version was read: two places differ',
  previous_version_known: 'the same, and the earlier version is known to the judge',
  sentence_left_out: 'a sentence of the clause was left out',
  words_left_out: '3 to 6 characters of the clause were left out',
  words_put_in: '3 characters were read that the clause has not',
  words_replaced: 'two characters were read as others',
  negation_left_out: '不 没 未 无 or 非 of the clause was left out',
  negation_put_in: '不 没 未 无 or 非 was read that the clause has not',
  number_changed: 'a numeral was read as another',
  numeral_put_in: 'a number was read with a numeral more than it has',
  numeral_left_out: 'a numeral of a number was left out',
  order_swapped: 'two neighbouring phrases were read in the other order',
  said_once: 'a phrase that the clause has twice was read once',
};

/** One place in which clause and recording differ. Places are in code points. */
export interface Edit {
  /** Where in the altered clause. */
  readonly at: number;
  /** Characters of the altered clause that were not said in this place. */
  readonly unsaid: number;
  /** Characters that were said in this place instead, or besides. */
  readonly said: number;
}

/** A clause that the recording does not say: it must not pass. */
export interface Alteration {
  readonly kind: AlterationKind;
  readonly text: string;
  /** Every difference when they are known one by one; null for another clause and for another order. */
  readonly edits: readonly Edit[] | null;
  /** The clause version before this one, as an operator who keeps versions hands it to the judge; null when nobody does. */
  readonly previous: string | null;
}

const NUMERALS = [Array.from('一二三四五六七八九'), Array.from('十百千万'), Array.from('1234567890')];
/** Numerals that sound alike to a hasty ear, or in an accent: the dangerous changes. */
const NEAR: Readonly<Record<string, string>> = {
  四: '十',
  十: '四',
  一: '七',
  七: '一',
  六: '九',
  九: '六',
  百: '八',
  八: '百',
  二: '两',
  两: '二',
  千: '前',
};
const NEGATIONS = Array.from('不没未无非');
const ENDS = /[。！？；，,;!?]/u;
/** Shorter ones have no phrase to spare. */
const LEAST_CHARACTERS = 4;

interface Draft {
  readonly own: readonly string[];
  readonly others: readonly string[];
  readonly pick: (count: number) => number;
}

type Maker = (draft: Draft) => Alteration | null;

const splice = (
  kind: AlterationKind,
  own: readonly string[],
  at: number,
  remove: number,
  insert: readonly string[],
): Alteration => ({
  kind,
  text: [...own.slice(0, at), ...insert, ...own.slice(at + remove)].join(''),
  edits: [{ at, unsaid: insert.length, said: remove }],
  previous: null,
});

/** So many neighbouring characters of another clause. */
const phrase = ({ others, pick }: Draft, length: number): readonly string[] => {
  const from = Array.from(others[pick(others.length)]!).filter((character) => !ENDS.test(character));
  const at = pick(Math.max(1, from.length - length + 1));
  return from.slice(at, at + length);
};

const wordsReplaced: Maker = (draft) =>
  splice('words_replaced', draft.own, draft.pick(draft.own.length - 1), 2, phrase(draft, 2));

const wordsLeftOut: Maker = (draft) =>
  splice('words_left_out', draft.own, 1 + draft.pick(draft.own.length - 1), 0, phrase(draft, 3 + draft.pick(4)));

const wordsPutIn: Maker = ({ own, pick }) =>
  own.length <= 6 ? null : splice('words_put_in', own, pick(own.length - 3), 3, []);

const negationLeftOut: Maker = ({ own, pick }) =>
  splice('negation_left_out', own, 1 + pick(own.length - 1), 0, [
    NEGATIONS[pick(2) === 0 ? 0 : pick(NEGATIONS.length)]!,
  ]);

const saidOnce: Maker = ({ own, pick }) => {
  if (own.length < 6) return null;
  const length = 3 + pick(2);
  const from = pick(own.length - length);
  return splice('said_once', own, from + length, 0, own.slice(from, from + length));
};

const orderSwapped: Maker = ({ own, pick }) => {
  if (own.length < 6) return null;
  const length = 2 + pick(Math.max(1, Math.floor(own.length / 2) - 2));
  const from = pick(Math.max(1, own.length - 2 * length + 1));
  const [first, second] = [own.slice(from, from + length), own.slice(from + length, from + 2 * length)];
  const text = [...own.slice(0, from), ...second, ...first, ...own.slice(from + 2 * length)].join('');
  return { kind: 'order_swapped', text, edits: null, previous: null };
};

/** Two changes apart from each other, as between versions of one clause. */
const previousVersion: Maker = (draft) => {
  const { own, pick } = draft;
  if (own.length < 10) return null;
  const first = pick(Math.floor(own.length / 2) - 2);
  const second = Math.floor(own.length / 2) + 1 + pick(Math.max(1, Math.ceil(own.length / 2) - 4));
  const [one, two] = [phrase(draft, 2), phrase(draft, 1 + pick(3))];
  const text = [...own.slice(0, first), ...one, ...own.slice(first + 2, second), ...two, ...own.slice(second + 2)].join(
    '',
  );
  const edits = [
    { at: first, unsaid: one.length, said: 2 },
    { at: second - 2 + one.length, unsaid: two.length, said: Math.min(2, own.length - second) },
  ];
  return { kind: 'previous_version', text, edits, previous: null };
};

/** The clause goes on with a sentence of another one, or begins with it. */
const sentenceLeftOut: Maker = ({ own, others, pick }) => {
  const sentence = Array.from(others[pick(others.length)]!);
  if (sentence.length < LEAST_CHARACTERS) return null;
  const stop = ENDS.test(own.at(-1)!) ? [] : ['。'];
  if (pick(2) === 0) return splice('sentence_left_out', own, own.length, 0, [...stop, ...sentence]);
  const end = ENDS.test(sentence.at(-1)!) ? [] : ['。'];
  return splice('sentence_left_out', own, 0, 0, [...sentence, ...end]);
};

const wrongClause: Maker = ({ others, pick }) => ({
  kind: 'wrong_clause',
  text: others[pick(others.length)]!,
  edits: null,
  previous: null,
});

/** Kinds with a choice, drawn so many times; the wrong clause is hardly ever in doubt and drawn once. */
const DRAWS = 2;
const TWICE: readonly Maker[] = [
  wordsReplaced,
  wordsLeftOut,
  wordsPutIn,
  negationLeftOut,
  saidOnce,
  orderSwapped,
  previousVersion,
];
const ONCE: readonly Maker[] = [sentenceLeftOut, wrongClause];

/** Every negation taken out, every numeral made another one and its near one. */
const atCharacters = ({ own, pick }: Draft): readonly Alteration[] =>
  own.flatMap((character, at) => {
    const found: Alteration[] = [];
    if (NEGATIONS.includes(character)) found.push(splice('negation_put_in', own, at, 1, []));
    const family = NUMERALS.find((numerals) => numerals.includes(character));
    const other = family?.[pick(family.length)];
    for (const changed of new Set([other, NEAR[character]])) {
      if (changed !== undefined) found.push(splice('number_changed', own, at, 1, [changed]));
    }
    return found;
  });

/** Shorter ones are no number any more when a numeral is taken away. */
const LEAST_NUMERALS = 3;

/** Each number with one numeral less, and with one more: what was read has one more, or one less. */
const atNumbers = ({ own, pick }: Draft): readonly Alteration[] =>
  numeralRuns(own)
    .filter(({ start, end }) => own.slice(start, end).filter(isNumeral).length >= LEAST_NUMERALS)
    .flatMap(({ start, end }) => [
      splice('numeral_put_in', own, start + pick(end - start), 1, []),
      splice('numeral_left_out', own, start + pick(end - start + 1), 0, [NUMERALS[0]![pick(NUMERALS[0]!.length)]!]),
    ]);

/** The same once more, judged by somebody who knows that the recording says the version before. */
const withKnownVersion = (altered: Alteration, text: string): readonly Alteration[] =>
  altered.kind === 'previous_version'
    ? [altered, { ...altered, kind: 'previous_version_known', previous: text }]
    : [altered];

/**
 * Altered clauses for one reading: what it would look like if the customer had read something else than asked for. Words
 * come from `others`, clauses that are not this one. Whatever sounds like the clause (tones aside) is left out, and no two
 * have the same text, but for those judged with and without the version before. The same random numbers give the same alterations.
 */
export const alterClause = (text: string, others: readonly string[], random: () => number): readonly Alteration[] => {
  const own = Array.from(text);
  if (own.length < LEAST_CHARACTERS || others.length === 0) return [];
  const draft: Draft = { own, others, pick: (count) => Math.floor(random() * count) };
  const drawn: (Alteration | null)[] = [];
  for (const maker of TWICE) for (let draw = 0; draw < DRAWS; draw++) drawn.push(maker(draft));
  for (const maker of ONCE) drawn.push(maker(draft));
  drawn.push(...atCharacters(draft), ...atNumbers(draft));
  const texts = new Set<string>([text]);
  return drawn.flatMap((altered) => {
    if (altered === null || texts.has(altered.text) || !soundsDifferent(altered.text, text)) return [];
    texts.add(altered.text);
    return withKnownVersion(altered, text);
  });
};
