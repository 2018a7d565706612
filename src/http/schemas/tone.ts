import { type Static, Type } from 'typebox';
import type { ToneEvidence } from '../../verdict/tone-evidence.js';
import { Maybe, MaybeWord, roundedOrNull, Strict, Text, Word } from './common.js';

const ABSTENTIONS = [
  'no_pitch',
  'dialect',
  'too_little_voice',
  'too_few_others',
  'tones_differ',
  'too_short',
  'unvoiced',
] as const;

/** What the pitch says of a word that a tone alone makes another. */
export const Tone = Type.Object(
  {
    expected: Text('The word that was to be said'),
    contrary: Text('The word that differs from it in tone alone'),
    llr: Maybe('number', "Log-likelihood of the word's tones minus its contrary's, nats; null when abstained"),
    outcome: Word(['supported', 'unsure', 'opposed', 'abstained'], 'What the pitch says'),
    abstained: MaybeWord(ABSTENTIONS, 'Why the pitch says nothing; null when it does'),
  },
  {
    ...Strict,
    description: 'The weakest word that a tone alone makes another; null when there is none',
  },
);

/** Judgements stored before there was a tone witness have none. */
export const toneJson = (tone: ToneEvidence | null | undefined): Static<typeof Tone> | null =>
  tone ? { ...tone, llr: roundedOrNull(tone.llr) } : null;
