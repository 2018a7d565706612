import type { Posteriors } from '../align/posteriors.js';
import type { RecognitionContext } from '../asr/recognition-context.js';
import type { Joint } from '../audio/joint.js';
import type { Samples } from '../audio/pcm.js';
import type { PitchTrack } from '../audio/pitch-track.js';
import type { SpeechSegment } from '../vad/segments.js';
import type { PlacedStretch, VoiceSpan } from '../voiceprint/voice-spans.js';
import type { ProcessPool } from './process-pool.js';

/** What the models say of one recording; nothing here knows the clause. */
export interface Analysis {
  readonly speech: readonly SpeechSegment[];
  /** Over the whole recording, 50 frames a second; stretches outside the recognised pieces are all blank. */
  readonly posteriors: Posteriors;
  /** Over the whole recording. */
  readonly pitch: PitchTrack;
  /** Unit length; null when not asked for or when there is no speech. */
  readonly voice: Float32Array | null;
  /** Speech that the voice embedding heard, ms. */
  readonly voiceSpeechMs: number;
  /** How much alike the voices within the recording are (`voiceConsistency`); null when it is too short to tell. */
  readonly voiceConsistency: number | null;
  /** The voice of each stretch between pauses; empty when no voice was asked for. */
  readonly voiceStretches: readonly PlacedStretch[];
  /** Who would speak when, if there were two: the groups that differ most. */
  readonly voiceSpans: readonly VoiceSpan[];
  /** For each way in which a joint shows, the strongest hint that takes were put together. */
  readonly joints: readonly Joint[];
  readonly timingMs: { readonly vad: number; readonly asr: number; readonly voice: number };
}

/** What is asked of the models. */
export interface Wanted {
  readonly voice: boolean;
  /** What a short recording is recognised with around it; `none` when absent. */
  readonly context?: RecognitionContext;
}

/** Port: the processes that run the embedded models; rejects as `ProcessPool` says. */
export interface Engine extends Omit<ProcessPool<never, never>, 'run'> {
  /** `samples` is at least one sample long. */
  analyse(samples: Samples, wanted: Wanted): Promise<Analysis>;
}
