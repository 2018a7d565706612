import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { HeshengError } from '../../errors.js';
import type { ApiKey, Scope, UseCases } from '../../verification/use-cases.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The scope that a key needs for this route, or those of which it needs one; every /v1 route has one. */
    readonly scope?: Scope | readonly Scope[];
  }
  interface FastifyRequest {
    apiKey: ApiKey | null;
  }
}

const TOKEN = /^Bearer (hsk_[A-Za-z0-9_-]{16,200})$/i;
/** Failed attempts per address and minute before the store is no longer asked. */
const FAILED_ATTEMPTS_PER_MINUTE = 60;

const bearerToken = (request: FastifyRequest): string | null =>
  TOKEN.exec(request.headers.authorization ?? '')?.[1] ?? null;

const requireScope = (key: ApiKey, scope: Scope | readonly Scope[] = []): void => {
  const anyOf = [scope].flat();
  if (anyOf.some((wanted) => key.scopes.includes(wanted))) return;
  throw new HeshengError('FORBIDDEN', `This needs a key with the scope "${anyOf.join('" or "')}".`);
};

/** The key of an authenticated request. */
export const callerOf = (request: FastifyRequest): ApiKey => {
  if (!request.apiKey) throw new HeshengError('UNAUTHENTICATED', 'Send Authorization: Bearer hsk_...');
  return request.apiKey;
};

/**
 * Guards every route of its scope: a valid key, then the route's scope. A route without a scope does not boot.
 * Needs @fastify/rate-limit, which slows down guessing.
 */
export const authentication = fp(
  async (app: FastifyInstance, { useCases }: { useCases: Pick<UseCases, 'authenticate'> }) => {
    app.decorateRequest('apiKey', null);
    const countFailure = app.createRateLimit({
      max: FAILED_ATTEMPTS_PER_MINUTE,
      timeWindow: 60_000,
      keyGenerator: (request: FastifyRequest) => `failed:${request.ip}`,
    });

    app.addHook('onRoute', (route) => {
      const scope = route.config?.scope;
      if (!scope) throw new Error(`route ${String(route.method)} ${route.url} has no scope`);
      route.schema = { ...route.schema, security: [scope].flat().map((one) => ({ apiKey: [one] })) };
    });

    app.addHook('onRequest', async (request) => {
      const token = bearerToken(request);
      request.apiKey = token === null ? null : await useCases.authenticate(token);
      if (request.apiKey) return requireScope(request.apiKey, request.routeOptions.config.scope);
      const limit = await countFailure(request);
      if (!limit.isAllowed && limit.isExceeded)
        throw new HeshengError('RATE_LIMITED', 'Too many attempts without a valid key.');
      throw new HeshengError('UNAUTHENTICATED', 'Send Authorization: Bearer hsk_... with a key that is not revoked.');
    });
  },
);
