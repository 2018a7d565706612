import type { Posteriors } from '../align/posteriors.js';
import { BLANK } from '../text/phone.js';
import { bestTokens } from './best-tokens.js';
import { FRAME_MS } from './frame-clock.js';
import { addSound, emptyRows, LABELS, type SoundRows, writePhoneRow } from './phone-rows.js';
import type { TokenPosteriors } from './token-recognizer.js';
import type { TokenSound } from './token-sounds.js';

/** `before`: the best token of the frame before. */
const rowsOf = (
  { logProbs, tokens }: TokenPosteriors,
  sounds: readonly TokenSound[],
  frame: number,
  before: number | undefined,
): SoundRows => {
  const rows = emptyRows();
  for (let token = 0; token < tokens; token++) {
    addSound(rows, sounds[token]!, Math.exp(logProbs[frame * tokens + token]!), token === before);
  }
  return rows;
};

/**
 * Phone posteriors of a recogniser of characters, so that everything which judges by phones can judge by it.
 *
 *     token frame          |        zhang          |        zhang         |     blank     |
 *     phone frames         |   zh    ang    ang    |  ang    ang    ang   |      -        |
 *
 * A token's probability goes to the initials of its readings in the first phone frame of a token frame and to the finals in
 * the others; where the same token was the best of the frame before it goes on, and all goes to the finals. The greedy decode
 * of the phones is so that of the tokens. What is lost is which initial belongs to which final where a frame is undecided
 * between tokens: both parts are then scored by themselves, as those of a phone recogniser are.
 * Labels are those of text/phone.ts and, last, `FOREIGN`; `frames` rows of 20 ms, blank where the recogniser gave none.
 */
export const phonesOfTokens = (
  posteriors: TokenPosteriors,
  sounds: readonly TokenSound[],
  frames: number,
): Posteriors => {
  const perToken = posteriors.frameMs / FRAME_MS;
  if (!Number.isInteger(perToken))
    throw new RangeError(`frames of ${posteriors.frameMs} ms are not whole phone frames`);
  const best = bestTokens(posteriors);
  const logProbs = new Float32Array(frames * LABELS);
  const silence = new Float64Array(LABELS);
  silence[BLANK] = 1;
  for (let row = 0; row < frames; row += perToken) {
    const frame = row / perToken;
    const heard = frame < posteriors.frames ? rowsOf(posteriors, sounds, frame, best[frame - 1]) : null;
    for (let part = 0; part < perToken && row + part < frames; part++) {
      writePhoneRow(logProbs, (row + part) * LABELS, (part === 0 ? heard?.onset : heard?.rest) ?? silence);
    }
  }
  return { logProbs, frames, labels: LABELS, frameMs: FRAME_MS };
};
