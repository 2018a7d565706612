import type { ErrorCode } from '../../errors.js';
import { problemResponses } from './problem.js';

type HeaderDocs = Readonly<
  Record<string, { readonly type: 'string' | 'integer' | 'boolean'; readonly description: string }>
>;

/** A JSON answer whose schema is shared by name. */
export const jsonResponse = (schema: string, description: string, headers?: HeaderDocs) => ({
  description,
  content: { 'application/json': { schema: { $ref: `${schema}#` } } },
  ...(headers ? { headers } : {}),
});

/** An answer without a body. */
export const emptyResponse = (description: string) => ({ description, type: 'null' as const });

const EVERYWHERE = [
  'BAD_REQUEST',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'RATE_LIMITED',
  'INTERNAL',
  'OVERLOADED',
  'SHUTTING_DOWN',
] as const satisfies readonly ErrorCode[];

/** The errors that every /v1 route can answer with, and its own. */
export const v1Problems = (...own: readonly ErrorCode[]) => problemResponses([...EVERYWHERE, ...own]);

/** What an upload can meet before it is looked at. */
export const UPLOAD_ERRORS = [
  'AUDIO_MISSING',
  'AUDIO_TOO_LARGE',
  'AUDIO_EMPTY',
  'AUDIO_UNSUPPORTED',
  'UNSUPPORTED_MEDIA_TYPE',
  'REQUEST_TIMEOUT',
] as const satisfies readonly ErrorCode[];
