import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { HeshengError } from '../../errors.js';

const MINUTE = 60_000;
/** Response headers against hostile pages; HTTPS is the business of the proxy in front. */
export const pageSafety = fp(async (app: FastifyInstance) => {
  await app.register(helmet, { contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } });
});

/** Counters for those who ask for one; limits nothing by itself. */
export const requestCounters = fp(async (app: FastifyInstance) => {
  await app.register(rateLimit, { global: false });
});

const RETRY_AFTER_SECONDS = 5;

/** Refuses requests of its scope while the event loop is so late that answers would be late anyway. */
export const loadShedding = fp(
  async (app: FastifyInstance, { maxEventLoopDelayMs }: { maxEventLoopDelayMs: number }) => {
    await app.register(underPressure, {
      maxEventLoopDelay: maxEventLoopDelayMs,
      pressureHandler: (_request, reply, _type, delayMs) => {
        // Infinity stands for "no sample yet", as after the work of starting: that says nothing of the load.
        if (!Number.isFinite(delayMs)) return undefined;
        reply.header('retry-after', RETRY_AFTER_SECONDS);
        return Promise.reject(new HeshengError('OVERLOADED', 'The service sheds load; try again shortly.'));
      },
    });
  },
);

/** Limits each key on every route of its scope; comes after authentication. */
export const keyRateLimit = fp(async (app: FastifyInstance, { perMinute }: { perMinute: number }) => {
  const count = app.createRateLimit({
    max: perMinute,
    timeWindow: MINUTE,
    keyGenerator: (request) => `key:${request.apiKey?.id}`,
  });
  app.addHook('onRequest', async (request, reply) => {
    const limit = await count(request);
    if (limit.isAllowed) return;
    reply.header('ratelimit-limit', limit.max).header('ratelimit-remaining', limit.remaining);
    if (!limit.isExceeded) return;
    reply.header('retry-after', limit.ttlInSeconds);
    throw new HeshengError('RATE_LIMITED', `This key may send ${perMinute} requests a minute.`);
  });
});
