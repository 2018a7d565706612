import type { TokenPosteriors } from './token-recognizer.js';

/** Posteriors of a recogniser that is sure of one token a frame. */
export const sayTokens = (
  said: readonly number[],
  tokens: number,
  frameMs: number,
  sureness = 0.95,
): TokenPosteriors => {
  const logProbs = new Float32Array(said.length * tokens).fill(Math.log((1 - sureness) / (tokens - 1)));
  said.forEach((token, frame) => {
    logProbs[frame * tokens + token] = Math.log(sureness);
  });
  return { logProbs, frames: said.length, tokens, frameMs };
};
