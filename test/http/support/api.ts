import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Test } from 'tap';
import { createApi } from '../../../src/http/app.js';
import type { App, AppOptions } from '../../../src/http/app-options.js';
import { createLogger } from '../../../src/logger.js';
import { prometheusMetrics } from '../../../src/metrics/prometheus-metrics.js';
import { checkAgainstDocument } from './documented.js';
import { ALL_SCOPES_TOKEN, type MemoryUseCases, memoryUseCases } from './memory-use-cases.js';
import { JUDGEMENT } from './samples.js';

export interface TestApi {
  readonly app: App;
  readonly useCases: MemoryUseCases;
  readonly stopTaking: () => void;
  /** Sends a request with a key of all scopes; the answer is checked against the OpenAPI document. */
  send(options: InjectOptions): Promise<LightMyRequestResponse>;
  /** Listens on a free port; the answer is the origin. */
  listen(): Promise<string>;
  /** Uploads on disk now. */
  uploads(): readonly string[];
  /** Log lines so far. */
  readonly log: string[];
}

export const startApi = async (t: Test, overrides: Partial<AppOptions> = {}): Promise<TestApi> => {
  const uploadDir = mkdtempSync(join(tmpdir(), 'hesheng-http-'));
  const log: string[] = [];
  const useCases = memoryUseCases();
  const { app, stopTaking } = await createApi({
    useCases,
    models: () => JUDGEMENT.models,
    readiness: async () => ({ engine: 'ok', store: 'ok', disk: 'ok' }),
    metrics: prometheusMetrics(),
    logger: createLogger('info', { write: (line) => void log.push(line) }),
    version: '0.0.0-test',
    uploadDir,
    maxAudioBytes: 100_000,
    maxWaitMs: 5_000,
    rateLimitPerMinute: 10_000,
    maxEventLoopDelayMs: 60_000,
    requestTimeoutMs: 10_000,
    keepAliveMs: 1_000,
    ...overrides,
  });
  t.teardown(async () => {
    await app.close();
    rmSync(uploadDir, { recursive: true, force: true });
  });
  return {
    app,
    useCases,
    stopTaking,
    log,
    send: async (options) => {
      const headers = { authorization: `Bearer ${ALL_SCOPES_TOKEN}`, ...options.headers };
      const response = await app.inject({ ...options, headers });
      checkAgainstDocument(t, app, options, response);
      return response;
    },
    listen: () => app.listen({ host: '127.0.0.1', port: 0 }),
    uploads: () => readdirSync(uploadDir),
  };
};
