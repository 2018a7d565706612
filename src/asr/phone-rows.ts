import { BLANK, FOREIGN } from '../text/phone.js';
import type { TokenSound } from './token-sounds.js';

/** The phones, the blank among them, and speech that no phone writes. */
export const LABELS = FOREIGN + 1;
/** Probability of a label that no token gives any. */
const FLOOR = 1e-7;

/** Where a token is first heard, and where it sounds on. */
export interface SoundRows {
  readonly onset: Float64Array;
  readonly rest: Float64Array;
}

export const emptyRows = (): SoundRows => ({ onset: new Float64Array(LABELS), rest: new Float64Array(LABELS) });

/** Adds the probability of a token or character to the labels that it says; `goesOn`: it was heard in the frame before. */
export const addSound = ({ onset, rest }: SoundRows, sound: TokenSound, probability: number, goesOn: boolean): void => {
  if (typeof sound === 'string') {
    const label = sound === 'silent' ? BLANK : FOREIGN;
    onset[label]! += probability;
    rest[label]! += probability;
    return;
  }
  for (const { initial, final, weight } of sound) {
    const share = probability * weight;
    // A syllable without an initial begins with a blank: 意义 is two syllables, not one long i.
    const first = goesOn ? final : initial < 0 ? BLANK : initial;
    onset[first]! += share;
    rest[final]! += share;
  }
};

/** Writes a row of probabilities, which need not sum to one, as log-probabilities that do. `at`: first place of the row. */
export const writePhoneRow = (logProbs: Float32Array, at: number, row: Float64Array): void => {
  let sum = 0;
  for (let label = 0; label < LABELS; label++) sum += row[label]! + FLOOR;
  for (let label = 0; label < LABELS; label++) logProbs[at + label] = Math.log((row[label]! + FLOOR) / sum);
};
