/** Main of an engine process: loads and verifies the embedded models, warms them up, then analyses recordings. */
import { performance } from 'node:perf_hooks';
import { analyseRecording, warmUp } from './analyse-recording.js';
import type { Analysis } from './engine.js';
import type { AnalysisTask } from './forked-engine.js';
import { loadModels } from './load-models.js';
import { decodeSettings } from './protocol.js';
import { serveTasks } from './serve-tasks.js';

serveTasks<AnalysisTask, Analysis>(async () => {
  const models = await loadModels(decodeSettings(process.argv[2]));
  await warmUp(models);
  return {
    models: models.identities,
    run: ({ samples, wanted }) => analyseRecording(models, samples, wanted, () => performance.now()),
  };
});
