import type { Engine } from '../../../src/engine/engine.js';
import { createForkedEngine, type ForkedEngineOptions } from '../../../src/engine/forked-engine.js';
import { MODELS_DIR } from './project-files.js';

interface Cleanable {
  teardown(clean: () => Promise<void>): void;
}

/** An engine with the real models and quick restarts, closed when the test is over. */
export const startEngine = (test: Cleanable, options: Partial<ForkedEngineOptions> = {}): Engine => {
  const engine = createForkedEngine({ modelsDir: MODELS_DIR, backOff: { firstMs: 10, capMs: 200 }, ...options });
  test.teardown(() => engine.close());
  return engine;
};
