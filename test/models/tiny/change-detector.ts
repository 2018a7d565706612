import { bandPatterns } from './random-weights.js';

/** A token in angle brackets is no text, and nothing that is heard writes it. */
const isSpecial = (token: string): boolean => token.startsWith('<');

/**
 * Weights by which a network hears changes of a spectrum: of each token, a pattern over the bands times later frames minus
 * earlier ones. A steady sound moves no token, and the blank, which has a bias instead, wins.
 * @returns [tokens][frames][bands]
 */
const changePatterns = (
  tokens: readonly string[],
  { frames, bands, gain }: { readonly frames: number; readonly bands: number; readonly gain: number },
): readonly (readonly Float32Array[])[] => {
  const middle = (frames - 1) / 2;
  return bandPatterns(tokens.length, bands, 5).map((pattern, token) =>
    Array.from({ length: frames }, (_, frame) => {
      const side = isSpecial(tokens[token]!) ? 0 : Math.sign(frame - middle) / middle;
      return pattern.map((value) => gain * side * value);
    }),
  );
};

/** Weights of a convolution over time that hears those changes, [tokens, bands, frames]. */
export const convolutionWeights = (
  tokens: readonly string[],
  frames: number,
  bands: number,
  gain: number,
): Float32Array => {
  const data = new Float32Array(tokens.length * bands * frames);
  changePatterns(tokens, { frames, bands, gain }).forEach((rows, token) => {
    rows.forEach((row, frame) => {
      row.forEach((value, band) => {
        data[(token * bands + band) * frames + frame] = value;
      });
    });
  });
  return data;
};

/** The same for frames that are stacked already, [frames * bands, tokens]. */
export const stackedWeights = (
  tokens: readonly string[],
  frames: number,
  bands: number,
  gain: number,
): Float32Array => {
  const data = new Float32Array(frames * bands * tokens.length);
  changePatterns(tokens, { frames, bands, gain }).forEach((rows, token) => {
    rows.forEach((row, frame) => {
      row.forEach((value, band) => {
        data[(frame * bands + band) * tokens.length + token] = value;
      });
    });
  });
  return data;
};

/** The bias of each token: how much a change must weigh to be heard instead of the blank. */
export const blankBias = (tokens: readonly string[], blank: number, bias: number): Float32Array =>
  Float32Array.from(tokens, (token, index) => {
    if (index === blank) return bias;
    return isSpecial(token) ? -bias : 0;
  });

/** The bias of a writer that has no blank: what is special is never written. */
export const textBias = (tokens: readonly string[]): Float32Array =>
  Float32Array.from(tokens, (token) => (isSpecial(token) ? -300 : 0));
