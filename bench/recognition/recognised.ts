import { spellHeard } from '../../src/align/free-decode.js';
import { asPhones, asSyllable } from '../../src/align/spoken-reference.js';
import { alignSymbols, type Counts, countSteps, type Step } from '../../src/align/symbol-alignment.js';
import type { Utterance } from '../dataset/utterance.js';
import type { System } from '../report/result.js';
import type { Hearing } from '../run/listener.js';
import { type HeardPhones, heardPhones } from './heard-phones.js';
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

const NOTHING: HeardPhones = { syllables: [], phones: [] };

/**
 * Greedy phones, as the free decode of a verdict hears them, against every legal reading of the transcript. A recording
 * in which nothing was heard, or that failed, is all deletions. Null when it is not known what was said.
 */
export const recognise = (utterance: Utterance, system: System, hearing: Hearing): Recognised | null => {
  const [phoneReference, syllableReference] = [referenceOf(utterance, asPhones), referenceOf(utterance, asSyllable)];
  if (phoneReference === null || syllableReference === null) return null;
  const { syllables, phones: heard } = hearing.kind === 'failed' ? NOTHING : heardPhones(hearing.heard.analysis);
  const phoneSteps = alignSymbols(phoneReference, heard);
  const phones = countSteps(phoneSteps);
  return {
    utterance,
    system,
    heard: syllables.map(spellHeard).join(' '),
    phoneSteps,
    phones,
    syllables: countSteps(alignSymbols(syllableReference, syllables.map(spellHeard))),
    outcome: outcomeOf(hearing, heard.length, phones),
  };
};
