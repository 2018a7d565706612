import { decodeFreely, spellHeard } from '../../src/align/free-decode.js';
import { maskSilence } from '../../src/align/mask-silence.js';
import { asPhones, asSyllable } from '../../src/align/spoken-reference.js';
import { alignSymbols, type Counts, countSteps, type Step } from '../../src/align/symbol-alignment.js';
import { PHONES } from '../../src/text/phone.js';
import type { Utterance } from '../dataset/utterance.js';
import type { System } from '../report/result.js';
import type { Hearing } from '../run/listener.js';
import { referenceOf } from './reference.js';

/** One recording as one system heard it, against its transcript. */
export interface Recognised {
  readonly utterance: Utterance;
  readonly system: System;
  readonly heard: string;
  readonly phoneSteps: readonly Step[];
  readonly phones: Counts;
  readonly syllables: Counts;
  readonly outcome: 'exact' | 'errors' | 'empty' | 'failed';
}

const outcomeOf = (hearing: Hearing, heard: number, phones: Counts): Recognised['outcome'] => {
  if (hearing.kind === 'failed') return 'failed';
  if (heard === 0) return 'empty';
  return phones.c === phones.n && phones.i === 0 ? 'exact' : 'errors';
};

/**
 * Greedy phones, as the free decode of a verdict hears them, against every legal reading of the transcript. A recording
 * in which nothing was heard, or that failed, is all deletions. Null when it is not known what was said.
 */
export const recognise = (utterance: Utterance, system: System, hearing: Hearing): Recognised | null => {
  const [phoneReference, syllableReference] = [referenceOf(utterance, asPhones), referenceOf(utterance, asSyllable)];
  if (phoneReference === null || syllableReference === null) return null;
  const syllables =
    hearing.kind === 'failed'
      ? []
      : decodeFreely(maskSilence(hearing.heard.analysis.posteriors, hearing.heard.analysis.speech));
  const labels = syllables.flatMap(({ initial, final }) => [initial, final].filter((label) => label > 0));
  const phoneSteps = alignSymbols(
    phoneReference,
    labels.map((label) => PHONES[label]!),
  );
  const phones = countSteps(phoneSteps);
  return {
    utterance,
    system,
    heard: syllables.map(spellHeard).join(' '),
    phoneSteps,
    phones,
    syllables: countSteps(alignSymbols(syllableReference, syllables.map(spellHeard))),
    outcome: outcomeOf(hearing, labels.length, phones),
  };
};
