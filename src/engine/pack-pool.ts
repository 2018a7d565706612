import type { PackHearing } from '../asr/pack-recognizer.js';
import type { RecognitionContext } from '../asr/recognition-context.js';
import type { Samples } from '../audio/pcm.js';
import type { SpeechSegment } from '../vad/segments.js';
import { createProcessPool, type PoolOptions, type ProcessPool } from './process-pool.js';

/** The compiled main program of a pack's process, beside this file. */
const ENTRY = new URL('./pack-entry.js', import.meta.url);

/** What one job of a pack is given. */
export interface PackTask {
  readonly samples: Samples;
  readonly speech: readonly SpeechSegment[];
  readonly context: RecognitionContext;
}

export type PackPool = ProcessPool<PackTask, PackHearing>;
/** `modelsDir`: folder of one pack. */
export type PackPoolOptions = Omit<PoolOptions, 'entry'> & Partial<Pick<PoolOptions, 'entry'>>;

/** The recogniser of one pack in processes of its own: whatever it does to them, no other model is touched. */
export const createPackPool = (options: PackPoolOptions): PackPool => createProcessPool({ entry: ENTRY, ...options });
