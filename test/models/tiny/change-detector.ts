import { bandPatterns } from './random-weights.js';

/** A token in angle brackets is no text, and nothing that is heard writes it. */
const isSpecial = (token: string): boolean => token.startsWith('<');

/**
 * Weights by which a network hears changes of a spectrum: of each token, a pattern over the bands times later frames minus
 * earlier ones. A steady sound moves no token, and the blank, which has a bias instead, wins.
 * @returns [tokens][frames][bands]
 */
export const changePatterns = (
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

/** The bias of each token: how much a change must weigh to be heard instead of the blank. */
export const blankBias = (tokens: readonly string[], blank: number, bias: number): Float32Array =>
  Float32Array.from(tokens, (token, index) => {
    if (index === blank) return bias;
    return isSpecial(token) ? -bias : 0;
  });
