import type { Samples } from '../audio/pcm.js';
import type { Analysis, Engine, Wanted } from './engine.js';
import { createProcessPool, type PoolOptions } from './process-pool.js';

/** The compiled main program of an engine process, beside this file. */
const ENTRY = new URL('./entry.js', import.meta.url);

/** What one job of the embedded models is given. */
export interface AnalysisTask {
  readonly samples: Samples;
  readonly wanted: Wanted;
}

/** `modelsDir`: folder with manifest.json and the model files. */
export type ForkedEngineOptions = Omit<PoolOptions, 'entry'> & Partial<Pick<PoolOptions, 'entry'>>;

/** The embedded models in processes of their own. Starts them at once; `ready()` tells when the first is warm. */
export const createForkedEngine = (options: ForkedEngineOptions): Engine => {
  const pool = createProcessPool<AnalysisTask, Analysis>({ entry: ENTRY, ...options });
  return {
    analyse: (samples, wanted) => pool.run({ samples, wanted }),
    models: () => pool.models(),
    stats: () => pool.stats(),
    ready: () => pool.ready(),
    close: () => pool.close(),
  };
};
