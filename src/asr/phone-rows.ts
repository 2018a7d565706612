import { FOREIGN } from '../text/phone.js';

/** The phones, the blank among them, and speech that no phone writes. */
export const LABELS = FOREIGN + 1;
/** Probability of a label that no token gives any. */
const FLOOR = 1e-7;

/** Writes a row of probabilities, which need not sum to one, as log-probabilities that do. `at`: first place of the row. */
export const writePhoneRow = (logProbs: Float32Array, at: number, row: Float64Array): void => {
  let sum = 0;
  for (let label = 0; label < LABELS; label++) sum += row[label]! + FLOOR;
  for (let label = 0; label < LABELS; label++) logProbs[at + label] = Math.log((row[label]! + FLOOR) / sum);
};
