import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { ERRORS, type HeshengError } from '../../errors.js';
import { AllowedMethods } from '../allowed-methods.js';
import { asCatalogueError, PROBLEM_TYPE, RequestFault, retryAfterSeconds, toProblem } from '../problem.js';

const setHeaders = (reply: FastifyReply, error: HeshengError): void => {
  const seconds = retryAfterSeconds(error.code);
  if (seconds !== null && !reply.hasHeader('retry-after')) reply.header('retry-after', seconds);
  if (error.code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer realm="hesheng"');
};

export const sendProblem = (request: FastifyRequest, reply: FastifyReply, error: HeshengError): FastifyReply => {
  const problem = toProblem(error, request.id);
  // 503 is how a busy or starting service answers, many times a minute: no stack for that.
  if (problem.status === 500) request.log.error({ err: error, code: error.code }, 'request failed');
  else if (problem.status > 500) request.log.warn({ code: error.code }, 'request refused');
  setHeaders(reply, error);
  return reply.code(problem.status).type(PROBLEM_TYPE).serializer(JSON.stringify).send(problem);
};

/** Every error leaves as `application/problem+json`: thrown ones, unknown paths (404) and unknown methods (405). */
export const problems = fp(async (app: FastifyInstance) => {
  const allowed = new AllowedMethods();
  app.addHook('onRoute', ({ url, method }) => allowed.add(url, [method].flat()));
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, asCatalogueError(error)));
  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?', 1);
    const methods = allowed.of(path);
    if (methods.length === 0)
      return sendProblem(request, reply, new RequestFault('NOT_FOUND', 'Nothing has this path.'));
    reply.header('allow', methods.join(', '));
    return sendProblem(request, reply, new RequestFault('METHOD_NOT_ALLOWED', `Allowed here: ${methods.join(', ')}.`));
  });
});

const SOCKET_CODES = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
} as const;

const STATUS_TEXT: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

/** The whole HTTP answer to bytes that never became a request. */
export const rawProblem = (socketCode: string | undefined): string => {
  const code = SOCKET_CODES[socketCode as keyof typeof SOCKET_CODES] ?? 'BAD_REQUEST';
  const { status, title } = ERRORS[code];
  const body = JSON.stringify(toProblem(new RequestFault(code, `${title}.`), null));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_TEXT[status]}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
};
