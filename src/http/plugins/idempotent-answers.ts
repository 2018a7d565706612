import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import type { UseCases } from '../../verification/use-cases.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set when the answer to this request is to be kept for a repeated Idempotency-Key. */
    rememberFor: { readonly keyId: string; readonly idempotencyKey: string } | null;
  }
}

/** Keeps the very bytes of an answer, before they are sent: a replay is byte-identical. */
export const idempotentAnswers = fp(
  async (app: FastifyInstance, { useCases }: { useCases: Pick<UseCases, 'rememberAnswer'> }) => {
    app.decorateRequest('rememberFor', null);
    app.addHook('onSend', async (request, reply, payload) => {
      if (!request.rememberFor || reply.statusCode >= 300 || typeof payload !== 'string') return payload;
      const location = reply.getHeader('location');
      await useCases.rememberAnswer(request.rememberFor, {
        status: reply.statusCode,
        body: payload,
        location: typeof location === 'string' ? location : null,
      });
      return payload;
    });
  },
);
