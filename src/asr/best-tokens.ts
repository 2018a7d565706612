import type { TokenPosteriors } from './token-recognizer.js';

/** Index of the likeliest token of each frame. */
export const bestTokens = ({ logProbs, frames, tokens }: TokenPosteriors): Int32Array => {
  const best = new Int32Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    const row = frame * tokens;
    let found = 0;
    for (let token = 1; token < tokens; token++) if (logProbs[row + token]! > logProbs[row + found]!) found = token;
    best[frame] = found;
  }
  return best;
};
