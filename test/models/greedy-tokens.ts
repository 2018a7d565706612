import type { TokenPosteriors } from '../../src/asr/token-recognizer.js';
import type { TokenTable } from '../../src/asr/token-table.js';

export interface GreedyToken {
  readonly text: string;
  readonly startMs: number;
}

const likeliest = (row: Float32Array): number => row.reduce((best, value, at) => (value > row[best]! ? at : best), 0);

/** The likeliest token of each row, repeats and blanks left out: what sherpa-onnx calls greedy search. */
export const greedyTokens = (
  { logProbs, frames, tokens, frameMs }: TokenPosteriors,
  { texts, blank }: TokenTable,
): readonly GreedyToken[] => {
  const best = Array.from({ length: frames }, (_, row) =>
    likeliest(logProbs.subarray(row * tokens, (row + 1) * tokens)),
  );
  return best.flatMap((token, row) =>
    token === blank || token === best[row - 1] ? [] : [{ text: texts[token]!, startMs: row * frameMs }],
  );
};
