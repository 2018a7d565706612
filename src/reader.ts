/** Composition of what judges: the part of main.ts that benches and commands need without a service. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DecodeLimits, Decoder } from './audio/decoder.js';
import { createFfmpegDecoder } from './audio/ffmpeg-decoder.js';
import { modelsDirOf } from './config/installation.js';
import { loadPolicies } from './config/policy-folder.js';
import type { Config } from './config.js';
import type { Engine } from './engine/engine.js';
import { createForkedEngine } from './engine/forked-engine.js';
import { createLogger, type Logger } from './logger.js';
import { EMPTY_ROSTER, type Roster } from './recognisers/roster.js';
import type { Policy } from './verdict/policy.js';
import { createEvaluateReading } from './verification/evaluate-reading.js';
import type { EvaluateReading } from './verification/evaluation.js';

/** Parts that tests and benches put in place of the real ones. */
export interface Overrides {
  readonly logger?: Logger;
  readonly engine?: Engine;
  readonly decoder?: Decoder;
  readonly evaluateReading?: EvaluateReading;
  /** Recognisers beside the embedded one: none, unless given; of a service those that are activated. */
  readonly roster?: Roster;
  readonly clock?: () => number;
  readonly randomBytes?: (size: number) => Buffer;
  /** Main program of a pack's process. */
  readonly packEntry?: URL;
}

/** Decoder, engine and judge: a recording in, a judgement out, nothing kept. */
export interface Judge {
  readonly decoder: Decoder;
  readonly decodeLimits: DecodeLimits;
  readonly engine: Engine;
  readonly roster: Roster;
  readonly policies: readonly Policy[];
  readonly evaluateReading: EvaluateReading;
}

export const createJudge = (config: Config, tempDir: string, logger: Logger, overrides: Overrides): Judge => {
  const policies = loadPolicies(config).map(({ policy }) => policy);
  const decoder = overrides.decoder ?? createFfmpegDecoder({ ffmpegPath: config.ffmpeg, tempDir });
  const engine =
    overrides.engine ??
    createForkedEngine({
      modelsDir: modelsDirOf(config),
      processes: config.engineProcesses,
      threads: config.engineThreads,
      queueLimit: config.engineQueue,
      jobTimeoutMs: config.engineTimeoutMs,
      recycleAfterJobs: config.engineRecycleJobs,
      onIncident: (incident) => logger.warn({ incident }, 'engine process'),
    });
  const roster = overrides.roster ?? EMPTY_ROSTER;
  const decodeLimits = { maxDurationMs: config.maxAudioMs, timeoutMs: config.decodeTimeoutMs };
  const evaluateReading =
    overrides.evaluateReading ?? createEvaluateReading({ decoder, engine, decodeLimits, policies, roster });
  return { decoder, decodeLimits, engine, roster, policies, evaluateReading };
};

export interface Reader extends Judge {
  close(): Promise<void>;
}

/** The judge alone, for one recording at a time: no store, no server. */
export const createReader = (config: Config, overrides: Overrides = {}): Reader => {
  const tempDir = mkdtempSync(join(tmpdir(), 'hesheng-reader-'));
  const judge = createJudge(config, tempDir, overrides.logger ?? createLogger('silent'), overrides);
  const close = async (): Promise<void> => {
    await judge.engine.close();
    rmSync(tempDir, { recursive: true, force: true });
  };
  return { ...judge, close };
};
