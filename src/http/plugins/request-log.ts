import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import type { Metrics } from '../../metrics/metrics.js';

/**
 * One log line and one observation per answer. Both name the route's pattern, never the path: paths hold ids of people
 * and cases, queries may hold anything.
 */
export const requestLog = fp(
  async (app: FastifyInstance, { metrics }: { metrics: Pick<Metrics, 'requestAnswered'> }) => {
    app.addHook('onRequest', async (request, reply) => {
      reply.header('x-request-id', request.id);
    });
    app.addHook('onResponse', async (request, reply) => {
      const route = request.routeOptions.url ?? 'unknown';
      const { statusCode: status, elapsedTime } = reply;
      metrics.requestAnswered({ method: request.method, route, status, seconds: elapsedTime / 1000 });
      const level = status >= 500 ? 'error' : 'info';
      request.log[level](
        { method: request.method, route, status, ms: Math.round(elapsedTime), key: request.apiKey?.id ?? null },
        'answered',
      );
    });
  },
);
