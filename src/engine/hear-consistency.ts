import type { Samples } from '../audio/pcm.js';
import type { PitchTrack } from '../audio/pitch-track.js';
import type { SpeechSegment } from '../vad/segments.js';
import { type VoiceStretch, voiceConsistency } from '../voiceprint/voice-consistency.js';
import type { VoiceEmbedder } from '../voiceprint/voice-embedder.js';
import { stretchPitch, stretchWindow, voiceStretches } from '../voiceprint/voice-stretches.js';

/** The voice of each stretch between pauses, heard by itself. */
export const hearStretches = async (
  embedder: VoiceEmbedder,
  samples: Samples,
  speech: readonly SpeechSegment[],
  pitch: PitchTrack,
): Promise<readonly VoiceStretch[]> => {
  const stretches = voiceStretches(speech);
  const voices = await embedder.embedWindows(stretches.map((stretch) => stretchWindow(samples, stretch)));
  return stretches.map((stretch, index) => ({
    voice: voices[index]!,
    seconds: (stretch.endMs - stretch.startMs) / 1000,
    pitch: stretchPitch(pitch, stretch),
  }));
};

/** How much alike the voices of a recording are; see `voiceConsistency` for the figure. */
export const hearConsistency = async (...heard: Parameters<typeof hearStretches>): Promise<number | null> =>
  voiceConsistency(await hearStretches(...heard));
