import { joinSamples, msToSamples, type Samples, samplesToMs } from '../../src/audio/pcm.js';
import type { SpeechSegment } from '../../src/vad/segments.js';
import { widenedSegments } from '../../src/vad/widened-segments.js';
import { cosine, meanVoice } from '../../src/voiceprint/similarity.js';
import type { VoiceEmbedder } from '../../src/voiceprint/voice-embedder.js';
import { raisedToLevel, voiceWindows, WINDOW_SAMPLES, withoutSilence } from '../../src/voiceprint/voice-windows.js';

/** Windows that each of two voices must have: one alone may be a cough or a laugh. */
const LEAST_WINDOWS = 2;
const ROUNDS = 10;

type Voices = readonly Float32Array[];
type Pair = readonly [Float32Array, Float32Array];

/** The two windows that are least alike: where the grouping starts. */
const farthest = (windows: Voices): Pair => {
  let pair: Pair = [windows[0]!, windows[0]!];
  let least = 1;
  windows.forEach((left, index) => {
    for (const right of windows.slice(index + 1)) {
      const alike = cosine(left, right);
      if (alike < least) {
        least = alike;
        pair = [left, right];
      }
    }
  });
  return pair;
};

const grouped = (windows: Voices, [left, right]: Pair): readonly [Voices, Voices] => {
  const nearLeft = windows.map((window) => cosine(window, left) >= cosine(window, right));
  return [windows.filter((_, index) => nearLeft[index]), windows.filter((_, index) => !nearLeft[index])];
};

const consistencyOf = (windows: Voices): number | null => {
  if (windows.length < 2 * LEAST_WINDOWS) return null;
  let centres = farthest(windows);
  for (let round = 0; round < ROUNDS; round++) {
    const [left, right] = grouped(windows, centres);
    if (left.length < LEAST_WINDOWS || right.length < LEAST_WINDOWS) return 1;
    const means = [meanVoice(left), meanVoice(right)] as const;
    if (means[0] === null || means[1] === null) return null;
    centres = [means[0], means[1]];
  }
  return cosine(...centres);
};

/** The threshold that went with it. */
export const EARLIER_THRESHOLD = 0.7;
const MARGIN_MS = 140;

/**
 * What `voice_consistency` was before stretches between pauses were heard by themselves, kept to compare with: windows of
 * 1.6 s over the speech put end to end, parted into the two groups that differ most, the cosine of their means.
 */
export const earlierConsistency = async (
  embedder: VoiceEmbedder,
  samples: Samples,
  speech: readonly SpeechSegment[],
): Promise<number | null> => {
  const wide = widenedSegments(speech, MARGIN_MS, samplesToMs(samples.length));
  const parts = wide.map(({ startMs, endMs }) => samples.subarray(msToSamples(startMs), msToSamples(endMs)));
  const { data, count } = voiceWindows(raisedToLevel(withoutSilence(joinSamples(parts))));
  const windows = Array.from({ length: count }, (_, at) =>
    data.subarray(at * WINDOW_SAMPLES, (at + 1) * WINDOW_SAMPLES),
  );
  return consistencyOf(await embedder.embedWindows(windows));
};
