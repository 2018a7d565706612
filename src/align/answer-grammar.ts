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
import { type Syllable, spellSyllable } from '../text/syllable.js';
import { NORMALISER } from '../text/to-spoken-form.js';
import { toLattice } from './clause-lattice.js';
import type { ClauseLattice, ClauseToken } from './clause-token.js';

const SILENT: Syllable = { initial: '', final: 'a', tone: 5 };

type Words = readonly (readonly ClauseToken[])[];

/** A way to answer: what it says, and all its wordings as one lattice. */
export interface AnswerPattern {
  readonly polarity: AnswerPolarity;
  readonly lattice: ClauseLattice;
  /** Least syllables. */
  readonly shortest: number;
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

/** Every way in which a word may sound, toneless. */
const soundsOf = ({ tokens }: AnswerWord): readonly string[] =>
  tokens.reduce<readonly string[]>(
    (heads, { readings }) =>
      heads.flatMap((head) => readings.map(({ syllable }) => `${head} ${spellSyllable(syllable)}`)),
    [''],
  );

const polarForms = (spec: AnswerSpec, profile: AccentProfile): readonly Polar[] => {
  const own = ownPhrases(spec);
  const taken = new Set(own.map(({ word }) => word.text));
  const sounds = new Set(own.flatMap(({ word }) => soundsOf(word)));
  const known = ANSWER_FORMS.filter(({ text }) => !taken.has(text)).flatMap((form): Polar[] => {
    const polarity = polarityOf(form.sense, spec.expected);
    if (isSpoken(form, profile)) return [{ word: form, polarity }];
    // A clause that takes 嗯 for an answer has decided that it is no 毋.
    const settled = soundsOf(form).some((sound) => sounds.has(sound));
    return settled || polarity === spec.expected ? [] : [{ word: form, polarity: 'unclear' }];
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

/** A row of words of one syllable is other speech more often than not: 懂是 (董事), 行是 (形式), 没没 (妹妹). */
const fuller = (words: Words): Words => words.filter(({ length }) => length > 1);

const optional = (words: Words): Words => [...words, [OMITTED]];

/**
 * All ways to answer, as patterns of words:
 *
 *     block(core) = [subject] [adverb] [adverb] core [particle] [particle]      adverbs before words of two syllables only
 *     affirmative   block(affirmative), and up to two more of two syllables or longer behind it
 *     negative      block(negative), once or twice; block(negator [adverb] deniable)
 *     unclear       block(unclear); block(affirmative) 吗; block(negator negator deniable); 是不是, 清不清楚
 *
 * What fits none of them is no answer.
 */
export const answerPatterns = (spec: AnswerSpec, profile: AccentProfile): readonly AnswerPattern[] => {
  const words = vocabularyOf(spec, profile);
  const subject = optional(words.subjects);
  const adverb = optional(words.adverbs);
  const behind = [optional(words.particles), optional(words.particles)];
  const block = (...cores: readonly Words[]): ClauseLattice => [subject, adverb, adverb, ...cores, ...behind];
  const plain: ClauseLattice = [subject, words.affirmative, ...behind];
  const full = block(fuller(words.affirmative));
  const no = block(words.negative);
  const noMore = block(fuller(words.negative));
  const denied = [adverb, words.deniable];
  const askedBack = words.deniable.map(([first, ...rest]) => [first!, ...words.negators[0]!, first!, ...rest]);
  const pattern = (polarity: AnswerPolarity, shortest: number, ...parts: readonly ClauseLattice[]): AnswerPattern => ({
    polarity,
    shortest,
    lattice: parts.flat(),
  });
  const deny = block(words.negators, ...denied);
  return [
    pattern('affirmative', 1, plain),
    pattern('affirmative', 2, full),
    pattern('affirmative', 3, plain, full),
    pattern('affirmative', 5, plain, full, full),
    pattern('negative', 1, no),
    pattern('negative', 4, noMore, noMore),
    pattern('negative', 2, deny),
    pattern('negative', 3, no, deny),
    pattern('unclear', 1, block(words.unclear)),
    pattern('unclear', 2, block(words.deniable), [words.asking]),
    pattern('unclear', 3, block(words.negators, words.negators, adverb, fuller(words.deniable))),
    pattern('unclear', 2, block(words.foreignNegators, ...denied)),
    pattern('unclear', 3, block(askedBack)),
    pattern('unclear', 2, plain, no),
    pattern('unclear', 3, plain, deny),
    pattern('unclear', 4, full, deny),
  ];
};
