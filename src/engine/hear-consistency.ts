import type { Samples } from '../audio/pcm.js';
import type { PitchTrack } from '../audio/pitch-track.js';
import type { SpeechSegment } from '../vad/segments.js';
import { voiceConsistency } from '../voiceprint/voice-consistency.js';
import type { VoiceEmbedder } from '../voiceprint/voice-embedder.js';
import { stretchPitch, stretchWindow, voiceStretches } from '../voiceprint/voice-stretches.js';

/** Hears each stretch between pauses by itself and compares them; see `voiceConsistency` for the figure. */
export const hearConsistency = async (
  embedder: VoiceEmbedder,
  samples: Samples,
  speech: readonly SpeechSegment[],
  pitch: PitchTrack,
): Promise<number | null> => {
  const stretches = voiceStretches(speech);
  const voices = await embedder.embedWindows(stretches.map((stretch) => stretchWindow(samples, stretch)));
  return voiceConsistency(
    stretches.map((stretch, index) => ({
      voice: voices[index]!,
      seconds: (stretch.endMs - stretch.startMs) / 1000,
      pitch: stretchPitch(pitch, stretch),
    })),
  );
};
