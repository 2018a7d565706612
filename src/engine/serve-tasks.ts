import { HeshengError } from '../errors.js';
import type { ModelIdentity } from './model-identity.js';
import type { FromProcess, ToProcess } from './protocol.js';

/** Models that are loaded and warm. */
export interface Workplace<Task, Result> {
  readonly models: readonly ModelIdentity[];
  run(task: Task): Promise<Result>;
}

const rssBytes = (): number => process.memoryUsage.rss();

/** The main loop of an engine process: opens the models, then answers what protocol.ts says. */
export const serveTasks = <Task, Result>(open: () => Promise<Workplace<Task, Result>>): void => {
  const tell = (message: FromProcess<Result>, told: () => void = () => {}): void => {
    if (process.connected) process.send?.(message, undefined, undefined, told);
  };

  const unusable = (fault: unknown): void => {
    const known = fault instanceof HeshengError;
    const message: FromProcess<Result> = known
      ? { type: 'unusable', code: fault.code, detail: fault.detail }
      : { type: 'unusable', code: 'ENGINE_UNAVAILABLE', detail: 'the engine process could not start' };
    console.error(fault);
    tell(message, () => process.exit(1));
  };

  const run = async (workplace: Workplace<Task, Result>, jobId: number, task: Task): Promise<void> => {
    try {
      const result = await workplace.run(task);
      tell({ type: 'done', jobId, result, rssBytes: rssBytes() });
    } catch (fault) {
      console.error(fault);
      tell({ type: 'failed', jobId, detail: 'a model could not take this recording' });
    }
  };

  const answer = (workplace: Workplace<Task, Result>, message: ToProcess<Task>): void => {
    switch (message.type) {
      case 'run':
        void run(workplace, message.jobId, message.task);
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

  open().then((workplace) => {
    process.on('message', (message: ToProcess<Task>) => answer(workplace, message));
    tell({ type: 'ready', models: workplace.models, rssBytes: rssBytes() });
  }, unusable);
};
