import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Multipart, MultipartValue } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { HeshengError } from '../../errors.js';
import type { ReceivedAudio } from '../../verification/use-cases.js';
import { RequestFault } from '../problem.js';
import { writeAudioPart } from './audio-part.js';
import type { UploadFolder } from './upload-folder.js';

/** What a form must hold: one `request` part (JSON) and 1 to `maxRecordings` `audio` parts, in any order. */
export interface UploadForm<T> {
  readonly validate: (request: unknown) => T;
  readonly maxRecordings: number;
}

export interface Upload<T> {
  readonly request: T;
  /** Not empty. */
  readonly recordings: readonly ReceivedAudio[];
}

export interface UploadLimits {
  readonly folder: UploadFolder;
  readonly maxAudioBytes: number;
}

const KIB = 1024;
const REQUEST_PART_BYTES = 64 * KIB;
/** Boundaries and part headers, on top of the parts. */
const FORM_OVERHEAD_BYTES = 64 * KIB;
const PART_LIMITS = { fieldNameSize: 64, fieldSize: REQUEST_PART_BYTES, fields: 2, headerPairs: 20 } as const;

/** `request` is a field and `audio` a file, whatever the caller's library makes of them. */
export const isAudioPart = (name?: string, contentType?: string, fileName?: string): boolean =>
  name === 'audio' || (name !== 'request' && (contentType === 'application/octet-stream' || fileName !== undefined));

const partFault = (part: string, detail: string): RequestFault =>
  new RequestFault('BAD_REQUEST', `Part "${part.slice(0, 64)}" ${detail}.`, [{ pointer: part.slice(0, 64), detail }]);

const parseRequest = ({ value, valueTruncated }: MultipartValue): unknown => {
  if (valueTruncated) throw partFault('request', `has more than ${REQUEST_PART_BYTES} bytes`);
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch (cause) {
    throw new RequestFault(
      'BAD_REQUEST',
      'Part "request" is not JSON.',
      [{ pointer: 'request', detail: 'is not JSON' }],
      {
        cause,
      },
    );
  }
};

interface Collected<T> {
  request: { readonly value: T } | null;
  readonly recordings: ReceivedAudio[];
}

const takePart = async <T>(
  part: Multipart,
  collected: Collected<T>,
  form: UploadForm<T>,
  writeAudio: (source: Readable, index: number) => Promise<ReceivedAudio>,
): Promise<void> => {
  if (part.fieldname === 'request' && part.type === 'field') {
    if (collected.request) throw partFault('request', 'may come once');
    collected.request = { value: form.validate(parseRequest(part)) };
    return;
  }
  if (part.fieldname !== 'audio' || part.type !== 'file') throw partFault(part.fieldname, 'is not expected');
  const { length } = collected.recordings;
  if (length === form.maxRecordings) throw partFault('audio', `may come at most ${form.maxRecordings} times`);
  collected.recordings.push(await writeAudio(part.file, length));
};

const readForm = async <T>(
  request: FastifyRequest,
  form: UploadForm<T>,
  { maxAudioBytes }: UploadLimits,
  folder: string,
): Promise<Upload<T>> => {
  const collected: Collected<T> = { request: null, recordings: [] };
  const writeAudio = (source: Readable, index: number) =>
    writeAudioPart(source, join(folder, `audio-${index}`), maxAudioBytes);
  // One more of everything than is allowed, so that the answer can say what is too much.
  const limits = {
    ...PART_LIMITS,
    fileSize: maxAudioBytes + 1,
    files: form.maxRecordings + 1,
    parts: form.maxRecordings + 3,
  };
  for await (const part of request.parts({ limits })) await takePart(part, collected, form, writeAudio);
  if (!collected.request) throw partFault('request', 'is required');
  if (collected.recordings.length === 0) throw new HeshengError('AUDIO_MISSING', 'The form has no "audio" part.');
  return { request: collected.request.value, recordings: collected.recordings };
};

const isOurs = (error: unknown): boolean =>
  error instanceof HeshengError ||
  (error instanceof Error && ('syscall' in error || String((error as { code?: unknown }).code).startsWith('FST_')));

/** Faults of the form parser have no code of their own. */
const asFormFault = (error: unknown): unknown =>
  isOurs(error)
    ? error
    : new RequestFault('BAD_REQUEST', 'The multipart body is malformed or cut.', [], { cause: error });

const refuseOversize = (request: FastifyRequest, bytes: number): void => {
  if (Number(request.headers['content-length'] ?? 0) <= bytes) return;
  throw new HeshengError('AUDIO_TOO_LARGE', 'The body is longer than its parts may be together.');
};

/** Lets the rest of a refused body pass, so that the caller can read the answer; the request timeout bounds it. */
const drain = (request: FastifyRequest): void => {
  request.raw.unpipe();
  request.raw.resume();
};

/**
 * Streams a multipart body to files, hands them to `use`, and removes what `use` did not take over, on every path.
 * Rejects with BAD_REQUEST, UNSUPPORTED_MEDIA_TYPE, AUDIO_MISSING, AUDIO_TOO_LARGE, AUDIO_EMPTY or AUDIO_UNSUPPORTED.
 */
export const receiveUpload = <T, R>(
  request: FastifyRequest,
  form: UploadForm<T>,
  limits: UploadLimits,
  use: (upload: Upload<T>) => Promise<R>,
): Promise<R> =>
  limits.folder.within(async (folder) => {
    const upload = await Promise.resolve()
      .then(() =>
        refuseOversize(request, form.maxRecordings * limits.maxAudioBytes + REQUEST_PART_BYTES + FORM_OVERHEAD_BYTES),
      )
      .then(() => readForm(request, form, limits, folder))
      .catch((error: unknown) => {
        drain(request);
        throw asFormFault(error);
      });
    return use(upload);
  });
