import { ERRORS, type ErrorCode, type FieldFault, HeshengError } from '../errors.js';
import type { ProblemJson } from './schemas/problem.js';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** A fault of a request, with the fields, parts or parameters at fault. */
export class RequestFault extends HeshengError {
  constructor(code: ErrorCode, detail: string, faults: readonly FieldFault[] = [], options: ErrorOptions = {}) {
    super(code, detail, { ...options, faults });
  }
}

/** Errors of Fastify and its plugins, by their code or status. */
const FOREIGN_CODES: Readonly<Record<string, ErrorCode>> = {
  FST_PARTS_LIMIT: 'BAD_REQUEST',
  FST_FILES_LIMIT: 'BAD_REQUEST',
  FST_FIELDS_LIMIT: 'BAD_REQUEST',
  FST_INVALID_JSON_FIELD_ERROR: 'BAD_REQUEST',
  FST_REQ_FILE_TOO_LARGE: 'AUDIO_TOO_LARGE',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'UNSUPPORTED_MEDIA_TYPE',
};
const FOREIGN_STATUSES: Readonly<Record<number, ErrorCode>> = {
  400: 'BAD_REQUEST',
  404: 'NOT_FOUND',
  408: 'REQUEST_TIMEOUT',
  413: 'BODY_TOO_LARGE',
  414: 'BAD_REQUEST',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMITED',
};
const FOREIGN_DETAILS: Readonly<Partial<Record<ErrorCode, string>>> = {
  AUDIO_TOO_LARGE: 'The audio part exceeds the configured size.',
};

interface ForeignError {
  readonly code?: unknown;
  readonly statusCode?: unknown;
  readonly message?: unknown;
}

const fromForeign = (error: ForeignError): HeshengError => {
  const code = FOREIGN_CODES[String(error.code)] ?? FOREIGN_STATUSES[Number(error.statusCode)];
  if (!code) return new HeshengError('INTERNAL', 'An unexpected fault; it was logged.', { cause: error });
  return new HeshengError(code, FOREIGN_DETAILS[code] ?? String(error.message), { cause: error });
};

/** Whatever was thrown as an error of the catalogue; an unknown fault becomes INTERNAL and says nothing of itself. */
export const asCatalogueError = (error: unknown): HeshengError => {
  if (error instanceof HeshengError) return error;
  return fromForeign(typeof error === 'object' && error !== null ? (error as ForeignError) : {});
};

const urn = (kind: 'problem' | 'request', name: string): string => `urn:hesheng:${kind}:${name}`;

export const toProblem = (error: HeshengError, requestId: string | null): ProblemJson => {
  const { status, title } = ERRORS[error.code];
  return {
    type: urn('problem', error.code.toLowerCase().replaceAll('_', '-')),
    title,
    status,
    code: error.code,
    detail: error.detail,
    ...(requestId === null ? {} : { instance: urn('request', requestId) }),
    ...(error.faults.length === 0 ? {} : { errors: error.faults.map(({ pointer, detail }) => ({ pointer, detail })) }),
  };
};

/** Seconds after which a caller may try again; null where waiting does not help. */
export const retryAfterSeconds = (code: ErrorCode): number | null => {
  const { status } = ERRORS[code];
  if (status !== 429 && status !== 503) return null;
  return code === 'SHUTTING_DOWN' || code === 'DECODER_MISSING' ? 30 : 5;
};
