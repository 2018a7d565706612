import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ModelIdentity } from '../engine/model-identity.js';
import type { Metrics } from '../metrics/metrics.js';
import type { UseCases } from '../verification/use-cases.js';
import type { UploadLimits } from './uploads/receive-upload.js';

/** Parts of the service that must work before readings are taken, by name. */
export type Readiness = Readonly<Record<string, 'ok' | 'failed'>>;

export interface AppOptions {
  readonly useCases: UseCases;
  readonly models: () => readonly ModelIdentity[];
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Metrics;
  readonly logger: FastifyBaseLogger;
  readonly version: string;
  /** Folder for uploads in flight; on the file system of the blob store, so that taking over is a rename. */
  readonly uploadDir: string;
  readonly maxAudioBytes: number;
  readonly maxWaitMs: number;
  readonly rateLimitPerMinute: number;
  /** Mean delay of the event loop beyond which load is shed. */
  readonly maxEventLoopDelayMs: number;
  readonly requestTimeoutMs: number;
  /** How often unfinished requests are looked at. */
  readonly checkConnectionsMs?: number;
  /** How long an idle connection stays open. */
  readonly keepAliveMs: number;
}

/** What a route is built from. */
export interface RouteContext extends AppOptions {
  readonly uploads: UploadLimits;
}

export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;
