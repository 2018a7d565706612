import type { ErrorCode } from '../errors.js';
import type { ModelIdentity } from './model-identity.js';

/**
 * What parent and engine process say to each other, over the IPC channel with advanced serialisation.
 *
 *   process                              parent
 *      | -- ready | unusable ------------> |   once; after `unusable` the process exits
 *      | <----------------------- ping --- |   only while idle: a network that runs blocks the process,
 *      | -- pong ------------------------> |   so a busy one is watched by the job's time limit instead
 *      | <------------------------ run --- |   one job at a time
 *      | -- done | failed ---------------> |
 *      | <----------------------- stop --- |   only while idle; the process exits
 *
 * A process also exits when the channel closes, so it does not outlive its parent.
 */
export type ToProcess<Task> =
  | { readonly type: 'run'; readonly jobId: number; readonly task: Task }
  | { readonly type: 'ping' }
  | { readonly type: 'stop' };

export type FromProcess<Result> =
  | { readonly type: 'ready'; readonly models: readonly ModelIdentity[]; readonly rssBytes: number }
  | { readonly type: 'unusable'; readonly code: ErrorCode; readonly detail: string }
  | { readonly type: 'pong'; readonly rssBytes: number }
  | { readonly type: 'done'; readonly jobId: number; readonly result: Result; readonly rssBytes: number }
  | { readonly type: 'failed'; readonly jobId: number; readonly detail: string };

/** How an engine process is told what to load: one JSON argument. */
export interface ProcessSettings {
  /** Folder of the models: of the manifest and its files, or of one pack. */
  readonly modelsDir: string;
  readonly threads: number;
}

export const encodeSettings = (settings: ProcessSettings): string => JSON.stringify(settings);

export const decodeSettings = (argument: string | undefined): ProcessSettings => {
  const value: unknown = JSON.parse(argument ?? 'null');
  if (typeof value === 'object' && value !== null && 'modelsDir' in value && 'threads' in value) {
    const { modelsDir, threads } = value;
    if (typeof modelsDir === 'string' && typeof threads === 'number') return { modelsDir, threads };
  }
  throw new TypeError('an engine process is started with its settings as its one argument');
};
