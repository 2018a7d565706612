import { phoneNames, type Reference, spokenReference } from '../../src/align/spoken-reference.js';
import { alignSymbols, type Counts, countSteps, errorsOf } from '../../src/align/symbol-alignment.js';
import type { Reading, SpokenToken } from '../../src/text/spoken-form.js';
import { toSpokenForm } from '../../src/text/to-spoken-form.js';

/** What of a reading is compared: its sounds, or the character. */
export type Symbols = (reading: Reading) => readonly string[];

export const phonesOf: Symbols = ({ syllable }) => phoneNames(syllable);
export const charactersOf: Symbols = ({ character }) => [character];

type Choice = readonly SpokenToken[];

const symbolsOf = (tokens: Choice, chosen: ReadonlyMap<SpokenToken, Reading>, symbols: Symbols): readonly string[] =>
  tokens.flatMap((token) => symbols(chosen.get(token) ?? token.readings[0]!));

/** Any way in which a transcript may be read, in symbols. */
export const writtenReference = (transcript: string, symbols: Symbols): Reference =>
  spokenReference(transcript, (reading) => ({ all: symbols(reading) }));

/**
 * Errors of a text that a recogniser wrote. It says nothing of how its digits and polyphones sound, so they are read as suits
 * the reference best, one after the other: the doubt is in favour of who wrote the text.
 */
export const countWritten = (text: string, reference: Reference, symbols: Symbols): Counts => {
  const { units } = toSpokenForm(text);
  const choices: Choice[] = units.map(({ alternatives }) => alternatives[0]!);
  const chosen = new Map<SpokenToken, Reading>();
  const count = (): Counts =>
    countSteps(
      alignSymbols(
        reference,
        choices.flatMap((tokens) => symbolsOf(tokens, chosen, symbols)),
      ),
    );
  let best = count();
  /** Undoes a choice that is not better. */
  const keepIfBetter = (undo: () => void): void => {
    const counts = count();
    if (errorsOf(counts) < errorsOf(best)) best = counts;
    else undo();
  };
  units.forEach(({ alternatives }, at) => {
    for (const alternative of alternatives.slice(1)) {
      const before = choices[at]!;
      choices[at] = alternative;
      keepIfBetter(() => {
        choices[at] = before;
      });
    }
    for (const token of choices[at]!) {
      for (const reading of token.readings.slice(1)) {
        const before = chosen.get(token) ?? token.readings[0]!;
        chosen.set(token, reading);
        keepIfBetter(() => chosen.set(token, before));
      }
    }
  });
  return best;
};
