import { joinSamples, msToSamples, type Samples, samplesToMs } from '../audio/pcm.js';
import type { SpeechSegment } from '../vad/segments.js';
import { widenedSegments } from '../vad/widened-segments.js';
import type { RecordingEmbedder, VoiceEmbedding } from './voice-embedder.js';

/**
 * Added to the speech for the voice: words cut close cost accuracy, while the noise of whole pauses makes all voices
 * alike. Measured in models/embedded/voice.md.
 */
const VOICE_MARGIN_MS = 140;

/** The speech and a little around it, end to end. */
export const onlySpeech = (samples: Samples, speech: readonly SpeechSegment[]): Samples => {
  const wide = widenedSegments(speech, VOICE_MARGIN_MS, samplesToMs(samples.length));
  const parts = wide.map(({ startMs, endMs }) => samples.subarray(msToSamples(startMs), msToSamples(endMs)));
  return joinSamples(parts);
};

/** The voice of the speech in a recording; null when nobody speaks. */
export const voiceOfSpeech = async (
  embedder: RecordingEmbedder,
  samples: Samples,
  speech: readonly SpeechSegment[],
): Promise<VoiceEmbedding | null> => (speech.length > 0 ? embedder.embed(onlySpeech(samples, speech)) : null);
