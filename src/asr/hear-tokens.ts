import { FRAME_MS, framesOfSamples } from './frame-clock.js';
import { greedyTokens } from './greedy-tokens.js';
import type { PackRecognizer } from './pack-recognizer.js';
import { LABELS, phonesOfTokens } from './phones-of-tokens.js';
import { recordingPieces } from './recording-pieces.js';
import { type RecognisedPiece, stitchPosteriors } from './stitch-posteriors.js';
import type { TokenRecognizer } from './token-recognizer.js';
import { tokenSounds } from './token-sounds.js';
import type { WrittenToken } from './transcriber.js';

/** A recogniser of characters over whole recordings: its probabilities as phones, and what it would write. */
export const hearTokensWith = (recognizer: TokenRecognizer): PackRecognizer => {
  const sounds = tokenSounds(recognizer.table);
  return {
    hear: async (samples, speech, context) => {
      const recognised: RecognisedPiece[] = [];
      const written: WrittenToken[] = [];
      for (const { piece, samples: heard } of recordingPieces(samples, speech, context, recognizer.maxSamples)) {
        const tokens = await recognizer.recognise(heard);
        recognised.push({ piece, posteriors: phonesOfTokens(tokens, sounds, framesOfSamples(heard.length)) });
        const beginning = piece.heard.from * FRAME_MS;
        for (const { text, startMs } of greedyTokens(tokens, recognizer.table)) {
          const at = beginning + startMs;
          if (at >= piece.kept.from * FRAME_MS && at < piece.kept.to * FRAME_MS) written.push({ text, startMs: at });
        }
      }
      const frames = framesOfSamples(samples.length);
      return { posteriors: stitchPosteriors(recognised, { frames, labels: LABELS, frameMs: FRAME_MS }), written };
    },
  };
};
