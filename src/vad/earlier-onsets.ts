import { msToSamples, type Samples, samplesToMs } from '../audio/pcm.js';
import { DEFAULT_HYSTERESIS, hysteresisSegments } from './hysteresis-segments.js';
import type { SpeechSegment } from './segments.js';
import type { VoiceActivityDetector } from './voice-activity-detector.js';

/** A stretch is searched so far before its onset, and no further: what is older than this belongs to no late onset. */
const LOOK_BACK_MS = 800;
/** Speech after the onset that the network hears before it comes to the onset from behind. */
const LEAD_IN_MS = 1_000;
/**
 * The recogniser is heard so far around every segment anyway (`maskSilence`): an onset moves just so far that the beginning lies within this reach. Heard
 * backwards speech rings on a little, more so in noise, and nothing is gained by opening on that.
 */
const REACH_MS = 200;

const BARE = { ...DEFAULT_HYSTERESIS, minSpeechMs: 0, padMs: 0 };

const reversed = (samples: Samples, fromMs: number, toMs: number): Samples =>
  samples.slice(msToSamples(fromMs), msToSamples(toMs)).reverse();

/** Onset of the speech that is under way at `onsetMs`, heard backwards from `toMs`; not before `fromMs`. */
const onsetFromBehind = async (
  detector: VoiceActivityDetector,
  samples: Samples,
  { fromMs, onsetMs, toMs }: { readonly fromMs: number; readonly onsetMs: number; readonly toMs: number },
): Promise<number> => {
  const { probabilities, windowMs } = await detector.detect(reversed(samples, fromMs, toMs));
  const stretches = hysteresisSegments(probabilities, windowMs, toMs - fromMs, BARE);
  const back = toMs - onsetMs;
  const underWay = stretches.find(({ startMs, endMs }) => startMs <= back && back < endMs);
  if (!underWay) return onsetMs;
  const beginningMs = toMs - underWay.endMs - DEFAULT_HYSTERESIS.padMs;
  return Math.min(onsetMs, Math.max(fromMs, beginningMs + REACH_MS));
};

/**
 * The segments with onsets that the network, which hears the past only, found late: after seconds of silence it lets up to
 * 0.7 s of slow speech go by. Heard backwards it comes to the same onset out of speech and follows it to its beginning.
 * An onset only moves to an earlier time, never into the segment before, and no new segment is opened.
 */
export const earlierOnsets = async (
  detector: VoiceActivityDetector,
  samples: Samples,
  segments: readonly SpeechSegment[],
): Promise<readonly SpeechSegment[]> => {
  const earlier: SpeechSegment[] = [];
  for (const { startMs, endMs } of segments) {
    const before = earlier.at(-1)?.endMs ?? 0;
    const toMs = Math.min(endMs, startMs + LEAD_IN_MS, samplesToMs(samples.length));
    const search = { fromMs: Math.max(before, startMs - LOOK_BACK_MS), onsetMs: startMs, toMs };
    const covered = startMs - before <= 2 * REACH_MS;
    earlier.push({ startMs: covered ? startMs : await onsetFromBehind(detector, samples, search), endMs });
  }
  return earlier;
};
