import type { PackHearing } from '../asr/pack-recognizer.js';
import type { RecognitionContext } from '../asr/recognition-context.js';
import type { Samples } from '../audio/pcm.js';
import { HeshengError } from '../errors.js';
import type { SpeechSegment } from '../vad/segments.js';
import type { VoiceEmbedding } from '../voiceprint/voice-embedder.js';
import { createProcessPool, type PoolOptions, type ProcessPool } from './process-pool.js';

/** The compiled main program of a pack's process, beside this file. */
const ENTRY = new URL('./pack-entry.js', import.meta.url);

/** What one job of a pack is given. */
export interface PackTask {
  readonly samples: Samples;
  readonly speech: readonly SpeechSegment[];
  readonly context: RecognitionContext;
}

/** What a pack makes of a recording, by its role. */
export type PackAnswer =
  | { readonly role: 'asr'; readonly hearing: PackHearing }
  /** `voice` is null when nobody speaks. */
  | { readonly role: 'voice'; readonly voice: VoiceEmbedding | null }
  /** 0 to 1; `score` is null when nobody speaks. */
  | { readonly role: 'spoof'; readonly score: number | null };

export type PackPool = ProcessPool<PackTask, PackAnswer>;
/** `modelsDir`: folder of one pack. */
export type PackPoolOptions = Omit<PoolOptions, 'entry'> & Partial<Pick<PoolOptions, 'entry'>>;

/** The model of one pack in processes of its own: whatever it does to them, no other model is touched. */
export const createPackPool = (options: PackPoolOptions): PackPool => createProcessPool({ entry: ENTRY, ...options });

type Runner = Pick<PackPool, 'run'>;

const otherRole = (): never => {
  throw new HeshengError('ENGINE_FAILURE', 'the pack answered in another role than it was asked in');
};

/** What the recogniser of a pack heard. Rejects with ENGINE_* errors. */
export const hearWithPack = async (pool: Runner, task: PackTask): Promise<PackHearing> => {
  const answer = await pool.run(task);
  return answer.role === 'asr' ? answer.hearing : otherRole();
};

/** Whose voice the voice model of a pack heard; null when nobody speaks. Rejects with ENGINE_* errors. */
export const embedWithPack = async (pool: Runner, task: PackTask): Promise<VoiceEmbedding | null> => {
  const answer = await pool.run(task);
  return answer.role === 'voice' ? answer.voice : otherRole();
};

/** How likely it is by the spoof model of a pack that a machine speaks, 0 to 1; null when nobody does. Rejects with ENGINE_* errors. */
export const screenWithPack = async (pool: Runner, task: PackTask): Promise<number | null> => {
  const answer = await pool.run(task);
  return answer.role === 'spoof' ? answer.score : otherRole();
};
