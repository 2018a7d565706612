import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hearingName, type RecognitionContext } from '../../src/asr/recognition-context.js';
import { modelsDirOf } from '../../src/config/installation.js';
import type { Config } from '../../src/config.js';
import type { Wanted } from '../../src/engine/engine.js';
import type { ModelIdentity } from '../../src/engine/model-identity.js';
import { type ErrorCode, HeshengError } from '../../src/errors.js';
import { fileOfKind, modelForRole, readRegistry } from '../../src/model/registry.js';
import { createReader, type Reader } from '../../src/reader.js';
import { type HeardReading, hearReading } from '../../src/verification/hear-reading.js';
import type { Utterance } from '../dataset/utterance.js';
import { type HearingCache, hearingKey, openHearingCache } from './hearing-cache.js';
import { hearingVersion } from './hearing-version.js';

/** A recording that was heard (`key` changes with audio, models and code), or the catalogue's code for why it could not be: no verdict, and never left out of a count. */
export type Hearing =
  | { readonly kind: 'heard'; readonly heard: HeardReading; readonly key: string }
  | { readonly kind: 'failed'; readonly code: ErrorCode };

export interface ListenerOptions {
  readonly config: Config;
  /** Folder of cached hearings; null keeps none. */
  readonly cacheDir: string | null;
  readonly voice: boolean;
  /** What short recordings are recognised with around them; by default none, as readings are. */
  readonly context?: RecognitionContext;
}

/** Models that listen to recordings of a bench. The engine starts when the first recording is not in the cache. */
export interface Listener {
  readonly models: readonly ModelIdentity[];
  hear(utterance: Pick<Utterance, 'path'>): Promise<Hearing>;
  close(): Promise<void>;
}

const ROLES = ['asr', 'vad', 'voice'] as const;

const stopwatch = (): number => performance.now();

/** Faults of the installation end a bench; faults of one recording are an outcome of it. */
const isOfRecording = (error: unknown): error is HeshengError =>
  error instanceof HeshengError &&
  (error.code.startsWith('AUDIO_') || ['ENGINE_FAILURE', 'ENGINE_TIMEOUT'].includes(error.code));

const hearOrFail = async (reader: Reader, path: string, wanted: Wanted, key: string): Promise<Hearing> => {
  try {
    return { kind: 'heard', heard: await hearReading({ ...reader, stopwatch }, path, wanted), key };
  } catch (error) {
    if (!isOfRecording(error)) throw error;
    return { kind: 'failed', code: error.code };
  }
};

/** Opens the models of `config.modelsDir`. Rejects with MODEL_INVALID. */
export const openListener = async ({
  config,
  cacheDir,
  voice,
  context = 'none',
}: ListenerOptions): Promise<Listener> => {
  const registry = await readRegistry(modelsDirOf(config));
  const entries = ROLES.map((role) => modelForRole(registry, role));
  const models = entries.map((entry) => ({
    role: entry.role,
    id: entry.id,
    sha256: fileOfKind(entry, 'network').sha256,
  }));
  const files = entries.flatMap((entry) => entry.files.map(({ sha256 }) => sha256));
  const version = hearingVersion(config.ffmpeg);
  const cache: HearingCache | null = cacheDir === null ? null : openHearingCache(cacheDir);
  let reader: Reader | null = null;
  let started: Promise<Reader> | null = null;
  const start = async (): Promise<Reader> => {
    reader = createReader(config);
    await reader.engine.ready();
    return reader;
  };
  return {
    models,
    hear: async ({ path }) => {
      const audioSha256 = createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
      const key = hearingKey({ audioSha256, models: files, version, hearing: hearingName(context), voice });
      const cached = (await cache?.read(key)) ?? null;
      if (cached !== null) return { kind: 'heard', heard: cached, key };
      started ??= start();
      const hearing = await hearOrFail(await started, path, { voice, context }, key);
      if (hearing.kind === 'heard') await cache?.write(key, hearing.heard);
      return hearing;
    },
    close: async () => {
      await started?.catch(() => null);
      await reader?.close();
    },
  };
};
