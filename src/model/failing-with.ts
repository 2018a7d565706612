import { HeshengError } from '../errors.js';

/** Throws what a native library said as a catalogue error: its message may name paths, so it stays a cause. */
export const failingWith =
  (code: 'MODEL_INVALID' | 'ENGINE_FAILURE', detail: string) =>
  (cause: unknown): never => {
    throw new HeshengError(code, detail, { cause });
  };
