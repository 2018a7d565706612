import multipart from '@fastify/multipart';
import fastify, { LogController } from 'fastify';
import fp from 'fastify-plugin';
import { HeshengError } from '../errors.js';
import type { App, AppOptions, RouteContext } from './app-options.js';
import { authentication } from './plugins/authentication.js';
import { idempotentAnswers } from './plugins/idempotent-answers.js';
import { keyRateLimit, loadShedding, pageSafety, requestCounters } from './plugins/limits.js';
import { openapi } from './plugins/openapi.js';
import { problems, rawProblem, sendProblem } from './plugins/problems.js';
import { requestLog } from './plugins/request-log.js';
import { asCatalogueError } from './problem.js';
import { requestId } from './request-id.js';
import { healthRoutes } from './routes/health.js';
import { metricsRoutes } from './routes/metrics.js';
import { challengeRoutes } from './routes/v1/challenges.js';
import { clauseRoutes } from './routes/v1/clauses.js';
import { modelRoutes } from './routes/v1/models.js';
import { policyRoutes } from './routes/v1/policies.js';
import { recordingRoutes } from './routes/v1/recordings.js';
import { replayRoutes } from './routes/v1/replays.js';
import { speakerRoutes } from './routes/v1/speakers.js';
import { verificationRoutes } from './routes/v1/verifications.js';
import { isAudioPart } from './uploads/receive-upload.js';
import { UploadFolder } from './uploads/upload-folder.js';
import { validatorCompiler } from './validation.js';

const KIB = 1024;
const JSON_BODY_BYTES = 64 * KIB;
const HEADER_BYTES = 16 * KIB;

/** Everything that needs a key. */
const v1 = async (app: App, context: RouteContext & { readonly requireOpen: () => void }): Promise<void> => {
  app.addHook('onRequest', async () => context.requireOpen());
  await app.register(loadShedding, context);
  await app.register(authentication, context);
  await app.register(keyRateLimit, { perMinute: context.rateLimitPerMinute });
  await app.register(idempotentAnswers, context);
  await app.register(multipart, { isPartAFile: isAudioPart });
  const resources = [
    verificationRoutes,
    recordingRoutes,
    replayRoutes,
    challengeRoutes,
    clauseRoutes,
    speakerRoutes,
    policyRoutes,
    modelRoutes,
  ];
  for (const addRoutes of resources) addRoutes(app, context);
};

interface Gate {
  taking: boolean;
}

const requireTaking = ({ taking }: Gate): void => {
  if (!taking) throw new HeshengError('SHUTTING_DOWN', 'Send the request to another instance, or later.');
};

const routesOf = async (app: App, options: AppOptions, gate: Gate): Promise<void> => {
  const uploads = { folder: new UploadFolder(options.uploadDir), maxAudioBytes: options.maxAudioBytes };
  healthRoutes(app, () => {
    requireTaking(gate);
    return options.readiness();
  });
  metricsRoutes(app, options);
  const requireOpen = () => requireTaking(gate);
  await app.register(fp(v1, { encapsulate: true }), { ...options, uploads, requireOpen, prefix: '/v1' });
};

export interface ApiServer {
  readonly app: App;
  /** From now on the service is not ready and refuses new requests (SHUTTING_DOWN); those in hand are answered. */
  stopTaking(): void;
}

/** The HTTP API as one application. It listens nowhere yet. */
export const createApi = async (options: AppOptions): Promise<ApiServer> => {
  const app: App = fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
    bodyLimit: JSON_BODY_BYTES,
    requestTimeout: options.requestTimeoutMs,
    keepAliveTimeout: options.keepAliveMs,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    routerOptions: { maxParamLength: 128 },
    http: { maxHeaderSize: HEADER_BYTES, connectionsCheckingInterval: options.checkConnectionsMs ?? 5_000 },
    frameworkErrors: (error, request, reply) => void sendProblem(request, reply, asCatalogueError(error)),
    clientErrorHandler: (error, socket) => {
      if (socket.writable) socket.end(rawProblem((error as NodeJS.ErrnoException).code));
    },
  });
  const gate: Gate = { taking: true };
  app.setValidatorCompiler(validatorCompiler);
  // A connection that is kept alive behind the last answer would hold up the stop until its client lets go.
  app.addHook('onSend', async (_request, reply) => {
    if (!gate.taking) reply.header('connection', 'close');
  });
  await app.register(problems);
  await app.register(requestLog, options);
  await app.register(pageSafety);
  await app.register(requestCounters);
  await app.register(openapi, options);
  await routesOf(app, options, gate);
  await app.ready();
  const stopTaking = (): void => {
    gate.taking = false;
  };
  return { app, stopTaking };
};
