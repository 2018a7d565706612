import { type AnswerPolarity, type AnswerSpec, contraryOf, polarityOf } from '../clause/answer.js';
import {
  ADVERB_WORDS,
  ANSWER_FORMS,
  type AnswerWord,
  ASKING_WORDS,
  NEGATOR_WORDS,
  PARTICLE_WORDS,
  phraseTokens,
  SUBJECT_WORDS,
} from '../clause/answer-words.js';
import type { AccentProfile } from '../text/accent-profile.js';
import { BLANK } from '../text/phone.js';
import type { SpokenForm, SpokenToken } from '../text/spoken-form.js';
import type { Syllable } from '../text/syllable.js';
import { NORMALISER } from '../text/to-spoken-form.js';
import { toLattice } from './clause-lattice.js';
import type { ClauseLattice, ClauseToken } from './clause-token.js';

const SILENT: Syllable = { initial: '', final: 'a', tone: 5 };

type Words = readonly (readonly ClauseToken[])[];

/** A way to answer: what it says, and all its wordings as one lattice. */
export interface AnswerPattern {
  readonly polarity: AnswerPolarity;
  readonly lattice: ClauseLattice;
  /** Answers in a row, each of one syllable at least. */
  readonly blocks: number;
}

/** Spoken tokens as a form of their own, each token one character long. */
export const formOf = (tokens: readonly SpokenToken[]): SpokenForm => {
  const text = tokens.map(({ character }) => character).join('');
  let start = 0;
  const units = tokens.map((token) => {
    const source = { start, end: start + token.character.length };
    start = source.end;
    return { kind: 'text' as const, source, alternatives: [[{ ...token, source }]] };
  });
  return { text, units, sentences: [{ start: 0, end: text.length }], normaliser: NORMALISER };
};

/** Every token is critical: no accent merge may turn an answer into another. */
const pronounced = (tokens: readonly SpokenToken[], profile: AccentProfile): readonly ClauseToken[] => {
  const form = formOf(tokens);
  const term = { text: form.text, kind: 'marked' as const, source: { start: 0, end: form.text.length } };
  return toLattice(form, [term], profile).flatMap(([only]) => only!);
};

interface Vocabulary {
  readonly affirmative: Words;
  readonly negative: Words;
  readonly unclear: Words;
  /** Affirmatives that a negator can stand before, and 吗 behind. */
  readonly deniable: Words;
  readonly negators: Words;
  /** Negators of dialects that the reader is not known to speak. */
  readonly foreignNegators: Words;
  readonly subjects: Words;
  readonly adverbs: Words;
  readonly particles: Words;
  readonly asking: Words;
}

/** Words of dialects count as consent only where the caller names the dialect; as a doubt they are always listened for. */
const isSpoken = (word: AnswerWord, profile: AccentProfile): boolean =>
  word.register === 'mandarin' || word.register === profile.id;

interface Polar {
  readonly word: AnswerWord;
  readonly polarity: AnswerPolarity;
}

const ownPhrases = ({ expected, acceptedPhrases, rejectedPhrases }: AnswerSpec): readonly Polar[] => {
  const phrase = (text: string, polarity: AnswerPolarity): Polar => ({
    word: { text, register: 'mandarin', tokens: phraseTokens(text) },
    polarity,
  });
  return [
    ...acceptedPhrases.map((text) => phrase(text, expected)),
    ...rejectedPhrases.map((text) => phrase(text, contraryOf(expected))),
  ];
};

const polarForms = (spec: AnswerSpec, profile: AccentProfile): readonly Polar[] => {
  const own = ownPhrases(spec);
  const taken = new Set(own.map(({ word }) => word.text));
  const known = ANSWER_FORMS.filter(({ text }) => !taken.has(text)).flatMap((form): Polar[] => {
    const polarity = polarityOf(form.sense, spec.expected);
    if (isSpoken(form, profile)) return [{ word: form, polarity }];
    return polarity === spec.expected ? [] : [{ word: form, polarity: 'unclear' }];
  });
  return [...own, ...known];
};

const vocabularyOf = (spec: AnswerSpec, profile: AccentProfile): Vocabulary => {
  const forms = polarForms(spec, profile);
  const say = (words: readonly AnswerWord[]): Words => words.map(({ tokens }) => pronounced(tokens, profile));
  const wordsOf = (polarity: AnswerPolarity): Words =>
    say(forms.filter((form) => form.polarity === polarity).map(({ word }) => word));
  const deniable = ANSWER_FORMS.filter(
    (form) => (form.sense === 'yes' || form.sense === 'assent') && isSpoken(form, profile),
  );
  return {
    affirmative: wordsOf('affirmative'),
    negative: wordsOf('negative'),
    unclear: wordsOf('unclear'),
    deniable: say(deniable),
    negators: say(NEGATOR_WORDS.filter((word) => isSpoken(word, profile))),
    foreignNegators: say(NEGATOR_WORDS.filter((word) => !isSpoken(word, profile))),
    subjects: say(SUBJECT_WORDS),
    adverbs: say(ADVERB_WORDS),
    particles: say(PARTICLE_WORDS),
    asking: say(ASKING_WORDS),
  };
};

/** Stands for leaving a word out, which costs nothing; said it can never be. Words are said whole or not: 全部 is not 部 (不). */
const OMITTED: ClauseToken = {
  character: '',
  pronunciations: [{ phones: [BLANK + 1], cost: 1_000, rule: null, syllable: SILENT, character: '' }],
  critical: false,
  optional: true,
  source: { start: 0, end: 0 },
  sentence: 0,
};

const optional = (words: Words): Words => [...words, [OMITTED]];

/**
 * All ways to answer, as patterns of words:
 *
 *     block(core) = [subject] [adverb] [adverb] core [particle] [particle]
 *     affirmative   block(affirmative), once to three times
 *     negative      block(negative), once or twice; block(negator [adverb] deniable)
 *     unclear       block(unclear); block(affirmative) 吗; block(negator negator deniable); 是不是, 清不清楚
 *
 * What fits none of them is no answer.
 */
export const answerPatterns = (spec: AnswerSpec, profile: AccentProfile): readonly AnswerPattern[] => {
  const words = vocabularyOf(spec, profile);
  const before = [optional(words.subjects), optional(words.adverbs), optional(words.adverbs)];
  const behind = [optional(words.particles), optional(words.particles)];
  const block = (...cores: readonly Words[]): ClauseLattice => [...before, ...cores, ...behind];
  const yes = block(words.affirmative);
  const no = block(words.negative);
  const denied = [optional(words.adverbs), words.deniable];
  const askedBack = words.deniable.map(([first, ...rest]) => [first!, ...words.negators[0]!, first!, ...rest]);
  const pattern = (polarity: AnswerPolarity, blocks: number, ...parts: readonly ClauseLattice[]): AnswerPattern => ({
    polarity,
    blocks,
    lattice: parts.flat(),
  });
  const deny = block(words.negators, ...denied);
  return [
    pattern('affirmative', 1, yes),
    pattern('affirmative', 2, yes, yes),
    pattern('affirmative', 3, yes, yes, yes),
    pattern('negative', 1, no),
    pattern('negative', 2, no, no),
    pattern('negative', 2, deny),
    pattern('negative', 3, no, deny),
    pattern('unclear', 1, block(words.unclear)),
    pattern('unclear', 2, block(words.deniable), [words.asking]),
    pattern('unclear', 3, block(words.negators, words.negators, ...denied)),
    pattern('unclear', 2, block(words.foreignNegators, ...denied)),
    pattern('unclear', 3, block(askedBack)),
    pattern('unclear', 2, yes, no),
    pattern('unclear', 3, yes, deny),
  ];
};
