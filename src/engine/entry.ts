/** Main of an engine process: loads and verifies the models, warms them up, then answers what protocol.ts says. */
import { performance } from 'node:perf_hooks';
import { HeshengError } from '../errors.js';
import { analyseRecording, warmUp } from './analyse-recording.js';
import { type LoadedModels, loadModels } from './load-models.js';
import { decodeSettings, type FromProcess, type ToProcess } from './protocol.js';

const tell = (message: FromProcess, told: () => void = () => {}): void => {
  if (process.connected) process.send?.(message, undefined, undefined, told);
};

const rssBytes = (): number => process.memoryUsage.rss();

const startModels = async (): Promise<LoadedModels> => {
  const models = await loadModels(decodeSettings(process.argv[2]));
  await warmUp(models);
  return models;
};

const unusable = (fault: unknown): void => {
  const known = fault instanceof HeshengError;
  const message: FromProcess = known
    ? { type: 'unusable', code: fault.code, detail: fault.detail }
    : { type: 'unusable', code: 'ENGINE_UNAVAILABLE', detail: 'the engine process could not start' };
  console.error(fault);
  tell(message, () => process.exit(1));
};

const analyse = async (models: LoadedModels, job: ToProcess & { type: 'analyse' }): Promise<void> => {
  const { jobId } = job;
  try {
    const analysis = await analyseRecording(models, job.samples, job.wanted, () => performance.now());
    tell({ type: 'done', jobId, analysis, rssBytes: rssBytes() });
  } catch (fault) {
    console.error(fault);
    tell({ type: 'failed', jobId, detail: 'a model could not take this recording' });
  }
};

const answer = (models: LoadedModels, message: ToProcess): void => {
  switch (message.type) {
    case 'analyse':
      void analyse(models, message);
      return;
    case 'ping':
      tell({ type: 'pong', rssBytes: rssBytes() });
      return;
    case 'stop':
      process.exit(0);
  }
};

// Without a parent there is nobody to work for.
process.on('disconnect', () => process.exit(0));
// Ctrl-C and systemd signal the whole group: the parent decides when work is done, and says so over the channel.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});

startModels().then((models) => {
  process.on('message', (message: ToProcess) => answer(models, message));
  tell({ type: 'ready', models: models.identities, rssBytes: rssBytes() });
}, unusable);
