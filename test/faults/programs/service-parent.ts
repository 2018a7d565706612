/** A service with two engine processes, one of them busy: tells their ids and waits to be killed. */
import { createForkedEngine } from '../../../src/engine/forked-engine.js';
import { MODELS_DIR } from '../../engine/support/project-files.js';
import { until } from '../../engine/support/waiting.js';

const engine = createForkedEngine({ modelsDir: MODELS_DIR, processes: 2 });
await until(() => engine.stats().warm === 2);
void engine.analyse(new Float32Array(20 * 16_000).fill(0.01), { voice: true });
process.send?.(engine.stats().pids);
setInterval(() => {}, 1_000);
