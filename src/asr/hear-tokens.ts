import { FRAME_MS, framesOfSamples } from './frame-clock.js';
import { greedyTokens } from './greedy-tokens.js';
import { isByteLevel, joinByteTokens } from './join-byte-tokens.js';
import type { PackRecognizer } from './pack-recognizer.js';
import { LABELS } from './phone-rows.js';
import type { AsPhones } from './phones-of-vocabulary.js';
import { recordingPieces } from './recording-pieces.js';
import { type RecognisedPiece, stitchPosteriors } from './stitch-posteriors.js';
import type { TokenRecognizer } from './token-recognizer.js';
import type { WrittenToken } from './transcriber.js';

/** A recogniser of characters over whole recordings: its probabilities as phones, and what it would write. */
export const hearTokensWith = (recognizer: TokenRecognizer, asPhones: AsPhones): PackRecognizer => {
  const { table } = recognizer;
  const bytes = isByteLevel(table.texts);
  return {
    hear: async (samples, speech, context) => {
      const recognised: RecognisedPiece[] = [];
      const written: WrittenToken[] = [];
      for (const { piece, samples: heard } of recordingPieces(samples, speech, context, recognizer.maxSamples)) {
        const tokens = await recognizer.recognise(heard);
        recognised.push({ piece, posteriors: asPhones(tokens, framesOfSamples(heard.length)) });
        const beginning = piece.heard.from * FRAME_MS;
        for (const { text, startMs } of joinByteTokens(greedyTokens(tokens, table), bytes)) {
          const at = beginning + (startMs ?? 0);
          if (at >= piece.kept.from * FRAME_MS && at < piece.kept.to * FRAME_MS) written.push({ text, startMs: at });
        }
      }
      const frames = framesOfSamples(samples.length);
      return { posteriors: stitchPosteriors(recognised, { frames, labels: LABELS, frameMs: FRAME_MS }), written };
    },
  };
};
