import type { Samples } from '../audio/pcm.js';
import type { PitchTrack } from '../audio/pitch-track.js';
import type { SpeechSegment } from '../vad/segments.js';
import { partVoices } from '../voiceprint/voice-consistency.js';
import type { VoiceEmbedder } from '../voiceprint/voice-embedder.js';
import { type PlacedStretch, type VoiceSpan, voiceSpans } from '../voiceprint/voice-spans.js';
import { stretchPitch, stretchWindow, voiceStretches } from '../voiceprint/voice-stretches.js';

/** The voice of each stretch between pauses, heard by itself. */
export const hearStretches = async (
  embedder: VoiceEmbedder,
  samples: Samples,
  speech: readonly SpeechSegment[],
  pitch: PitchTrack,
): Promise<readonly PlacedStretch[]> => {
  const stretches = voiceStretches(speech);
  const voices = await embedder.embedWindows(stretches.map((stretch) => stretchWindow(samples, stretch)));
  return stretches.map((stretch, index) => ({
    ...stretch,
    voice: voices[index]!,
    seconds: (stretch.endMs - stretch.startMs) / 1000,
    pitch: stretchPitch(pitch, stretch),
  }));
};

/** How much alike the voices of a recording are, and where each would speak if they were two. */
export interface HeardConsistency {
  /** See `partVoices`; null when it is too short to tell. */
  readonly consistency: number | null;
  readonly spans: readonly VoiceSpan[];
}

export const consistencyOf = (stretches: readonly PlacedStretch[]): HeardConsistency => {
  const parting = partVoices(stretches);
  return parting === null
    ? { consistency: null, spans: [] }
    : { consistency: parting.likeness, spans: voiceSpans(stretches, parting) };
};
