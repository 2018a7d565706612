import type { Reading, SpokenToken } from '../text/spoken-form.js';
import { parseSyllable } from '../text/syllable.js';
import { preferredTokens, toSpokenForm } from '../text/to-spoken-form.js';
import type { AnswerSense } from './answer.js';
import {
  ADVERBS,
  ANSWER_ENTRIES,
  type AnswerRegister,
  ASKING,
  NEGATORS,
  PARTICLES,
  SUBJECTS,
} from './answer-lexicon.js';

/** A word of the lexicon as it sounds. */
export interface AnswerWord {
  readonly text: string;
  readonly register: AnswerRegister;
  readonly tokens: readonly SpokenToken[];
}

export interface AnswerForm extends AnswerWord {
  readonly sense: AnswerSense;
}

const readingsOf = (character: string, sounds: string): readonly Reading[] =>
  sounds.split('/').flatMap((pinyin) => {
    const syllable = parseSyllable(pinyin);
    return syllable === null ? [] : [{ character, syllable }];
  });

const soundingTokens = (text: string, sounds: string): readonly SpokenToken[] => {
  const syllables = sounds.split('.');
  return Array.from(text, (character, at) => ({
    character,
    readings: readingsOf(character, syllables[at] ?? ''),
    source: { start: at, end: at + 1 },
    optional: false,
  }));
};

/** A phrase as Mandarin reads it. */
export const phraseTokens = (text: string): readonly SpokenToken[] => preferredTokens(toSpokenForm(text));

const toWord = (spelled: string, register: AnswerRegister): AnswerWord => {
  const [text = '', sounds] = spelled.split('=');
  return { text, register, tokens: sounds === undefined ? phraseTokens(text) : soundingTokens(text, sounds) };
};

const wordsOf = (words: string, register: AnswerRegister): readonly AnswerWord[] =>
  words.split(' ').map((word) => toWord(word, register));

/** Every whole answer of the lexicon. */
export const ANSWER_FORMS: readonly AnswerForm[] = ANSWER_ENTRIES.flatMap(({ words, register, sense }) =>
  wordsOf(words, register).map((word) => ({ ...word, sense })),
);

export const NEGATOR_WORDS: readonly AnswerWord[] = NEGATORS.flatMap(({ words, register }) => wordsOf(words, register));
export const SUBJECT_WORDS = wordsOf(SUBJECTS, 'mandarin');
export const ADVERB_WORDS = wordsOf(ADVERBS, 'mandarin');
export const PARTICLE_WORDS = wordsOf(PARTICLES, 'mandarin');
export const ASKING_WORDS = wordsOf(ASKING, 'mandarin');
