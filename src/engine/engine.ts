import type { Posteriors } from '../align/posteriors.js';
import type { RecognitionContext } from '../asr/recognition-context.js';
import type { Joint } from '../audio/joint.js';
import type { Samples } from '../audio/pcm.js';
import type { PitchTrack } from '../audio/pitch-track.js';
import type { SpeechSegment } from '../vad/segments.js';
import type { EngineStats } from './engine-stats.js';

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

export interface ModelIdentity {
  readonly role: 'asr' | 'vad' | 'voice';
  readonly id: string;
  readonly sha256: string;
}

/**
 * Port: the processes that run models. Rejects with ENGINE_BUSY (queue full; nothing was started), ENGINE_TIMEOUT,
 * ENGINE_FAILURE (crashed twice on this job), ENGINE_UNAVAILABLE (no process can start) or SHUTTING_DOWN.
 */
export interface Engine {
  /** `samples` is at least one sample long. */
  analyse(samples: Samples, wanted: Wanted): Promise<Analysis>;
  /** What the processes have loaded; empty before the first is warm. */
  models(): readonly ModelIdentity[];
  stats(): EngineStats;
  /**
   * Resolves once at least one process is warm; rejects with ENGINE_UNAVAILABLE when none can start. Starting is tried
   * again in the background, so a later call may resolve.
   */
  ready(): Promise<void>;
  /** Takes no more work, finishes what was accepted, ends every process. */
  close(): Promise<void>;
}
