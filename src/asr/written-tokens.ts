import type { SherpaFamily } from './family-abilities.js';
import { joinByteTokens } from './join-byte-tokens.js';
import type { SherpaResult } from './parse-sherpa-result.js';
import type { WrittenToken } from './transcriber.js';

/**
 * Families that say where a token begins. FireRedASR AED, Moonshine and Qwen3-ASR do not, Whisper only with switches that
 * are off, and Fun-ASR-Nano spreads its tokens evenly over the sound, which is no evidence of anything. Paraformer does where
 * its network has the output for it.
 */
const TELLS_TIMES: Readonly<Record<SherpaFamily, boolean>> = {
  'sense-voice': true,
  'sense-voice-nano': true,
  paraformer: true,
  'zipformer-ctc': true,
  'wenet-ctc': true,
  'fire-red-ctc': true,
  'dolphin-ctc': true,
  'telespeech-ctc': true,
  'zipformer-transducer': true,
  'fire-red-aed': false,
  whisper: false,
  moonshine: false,
  'fun-asr-nano': false,
  'qwen3-asr': false,
};

const SECOND = 1_000;

/** The tokens of a result, characters of several tokens joined. They are taken from `tokens`, which nothing rewrites. */
export const writtenTokens = (
  family: SherpaFamily,
  { tokens, timestamps }: SherpaResult,
  byteLevel: boolean,
): readonly WrittenToken[] => {
  const timed = TELLS_TIMES[family] && timestamps.length === tokens.length;
  const written = tokens.map((token, at) => ({
    text: token,
    startMs: timed ? Math.round(timestamps[at]! * SECOND) : null,
  }));
  return joinByteTokens(
    written.filter((token) => token.text !== ''),
    byteLevel,
  );
};
