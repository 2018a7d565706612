import type { Posteriors } from '../align/posteriors.js';
import { BLANK } from '../text/phone.js';
import type { Piece } from '../vad/cut-pieces.js';

export interface RecognisedPiece {
  readonly piece: Piece;
  /** One row per frame of `piece.heard`. */
  readonly posteriors: Posteriors;
}

/** Probability of each label but the blank where nothing was recognised. */
const FLOOR = 1e-7;

const blankRow = (labels: number): Float32Array => {
  const row = new Float32Array(labels).fill(Math.log(FLOOR));
  row[BLANK] = Math.log(1 - (labels - 1) * FLOOR);
  return row;
};

const keptRows = ({ piece, posteriors }: RecognisedPiece): Float32Array => {
  const { heard, kept } = piece;
  if (posteriors.frames !== heard.to - heard.from) {
    throw new RangeError(`${posteriors.frames} frames for a piece of ${heard.to - heard.from}`);
  }
  const { labels, logProbs } = posteriors;
  return logProbs.subarray((kept.from - heard.from) * labels, (kept.to - heard.from) * labels);
};

/**
 * Lays the kept rows of every piece on the recording's frame grid; frames outside all pieces are blank. Rows keep
 * summing to one.
 */
export const stitchPosteriors = (
  recognised: readonly RecognisedPiece[],
  grid: { readonly frames: number; readonly labels: number; readonly frameMs: number },
): Posteriors => {
  const logProbs = new Float32Array(grid.frames * grid.labels);
  const blank = blankRow(grid.labels);
  for (let frame = 0; frame < grid.frames; frame += 1) logProbs.set(blank, frame * grid.labels);
  for (const part of recognised) logProbs.set(keptRows(part), part.piece.kept.from * grid.labels);
  return { logProbs, ...grid };
};
