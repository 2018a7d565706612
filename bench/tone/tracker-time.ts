import { trackPitch } from '../../src/audio/pitch.js';
import type { Reader } from '../../src/reader.js';

const ROUNDS = 5;

/** Time of the pitch tracker as a share of the recordings, best of a few rounds (other work only ever adds). */
export const measureTracker = async (reader: Reader, paths: readonly string[]): Promise<void> => {
  let spent = 0;
  let durationMs = 0;
  for (const path of paths) {
    const decoded = await reader.decoder.decode(path, reader.decodeLimits);
    const times = Array.from({ length: ROUNDS }, () => {
      const begun = performance.now();
      trackPitch(decoded.samples);
      return performance.now() - begun;
    });
    spent += Math.min(...times);
    durationMs += decoded.durationMs;
  }
  console.log(
    `\npitch tracker: 1/${(durationMs / spent).toFixed(0)} of the recording (${(durationMs / 1000).toFixed(0)} s of speech, one thread)`,
  );
};
