/**
 * Every error a caller can meet: code -> HTTP status, title, and whether the same request may succeed later.
 * docs/errors.md is generated from this table and CI compares them.
 */
export const ERRORS = {
  // requests
  BAD_REQUEST: { status: 400, title: 'The request does not match its schema', retry: false },
  UNAUTHENTICATED: { status: 401, title: 'No valid API key was sent', retry: false },
  FORBIDDEN: { status: 403, title: 'The API key lacks the scope for this', retry: false },
  NOT_FOUND: { status: 404, title: 'There is no such resource', retry: false },
  METHOD_NOT_ALLOWED: { status: 405, title: 'This resource does not take that method', retry: false },
  REQUEST_TIMEOUT: { status: 408, title: 'The request did not arrive in time', retry: true },
  BODY_TOO_LARGE: { status: 413, title: 'The request body has more bytes than allowed', retry: false },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The request body has a type that this does not take', retry: false },
  HEADERS_TOO_LARGE: { status: 431, title: 'The request headers have more bytes than allowed', retry: false },
  CONFLICT: { status: 409, title: 'The resource is in another state', retry: false },
  IDEMPOTENCY_IN_FLIGHT: {
    status: 409,
    title: 'The first request with this Idempotency-Key is still running',
    retry: true,
  },
  IDEMPOTENCY_MISMATCH: { status: 422, title: 'This Idempotency-Key was used with another body', retry: false },
  RATE_LIMITED: { status: 429, title: 'Too many requests for this key', retry: true },
  INTERNAL: { status: 500, title: 'Hesheng failed; the request was not judged', retry: true },
  QUEUE_FULL: { status: 503, title: 'Too many readings are waiting', retry: true },
  OVERLOADED: { status: 503, title: 'The service is too busy to answer', retry: true },
  NOT_READY: { status: 503, title: 'A part of the service is not ready', retry: true },
  SHUTTING_DOWN: { status: 503, title: 'The service is stopping', retry: true },

  // clauses, policies, speakers
  CLAUSE_INVALID: { status: 422, title: 'The clause cannot be read aloud as it stands', retry: false },
  CLAUSE_NOT_FOUND: { status: 404, title: 'There is no such clause version', retry: false },
  CLAUSE_EXISTS: { status: 409, title: 'This clause version exists with another text', retry: false },
  SLOT_MISSING: { status: 422, title: 'A slot of the clause was not filled', retry: false },
  SLOT_INVALID: { status: 422, title: 'A slot value is not of its kind, or the clause has no such slot', retry: false },
  POLICY_NOT_FOUND: { status: 404, title: 'There is no such policy', retry: false },
  REPLAY_PIN_MISSING: {
    status: 409,
    title: 'A model, policy or rule that judged then is not here to judge again',
    retry: false,
  },
  SPEAKER_NOT_FOUND: { status: 404, title: 'There is no such speaker', retry: false },
  SPEAKER_OPTED_OUT: { status: 409, title: 'The speaker does not want a voiceprint', retry: false },
  CONSENT_WITHDRAWN: { status: 422, title: 'This consent was withdrawn; a new one is needed', retry: false },
  VALIDITY_INVALID: {
    status: 422,
    title: 'A voiceprint cannot be valid until then',
    retry: false,
  },
  ENROLMENT_REFUSED: { status: 422, title: 'The recordings do not make a reliable voiceprint', retry: false },
  CONSENT_REQUIRED: { status: 422, title: 'A voiceprint needs the id of a recorded consent', retry: false },

  // challenges
  CHALLENGE_NOT_FOUND: { status: 404, title: 'There is no such challenge', retry: false },
  CHALLENGE_USED: { status: 409, title: 'Another reading was accepted with this challenge', retry: false },
  CHALLENGE_EXPIRED: { status: 422, title: 'The reading arrived after the challenge had expired', retry: false },
  CHALLENGE_MISMATCH: {
    status: 422,
    title: 'The challenge was given for another case or speaker, or the clause takes none',
    retry: false,
  },
  CHALLENGE_INVALID: { status: 422, title: 'The challenge is not as the service gave it', retry: false },
  CHALLENGE_LIMIT: { status: 429, title: 'Too many challenges were given for this case', retry: true },

  // audio
  AUDIO_MISSING: { status: 400, title: 'No audio part was sent', retry: false },
  AUDIO_TOO_LARGE: { status: 413, title: 'The audio has more bytes than allowed', retry: false },
  AUDIO_EMPTY: { status: 422, title: 'The audio holds no samples', retry: false },
  AUDIO_SILENT: { status: 422, title: 'The audio is digital silence', retry: false },
  AUDIO_UNREADABLE: { status: 422, title: 'The audio is damaged and cannot be decoded', retry: false },
  AUDIO_UNSUPPORTED: { status: 415, title: 'The file is not an audio format that Hesheng reads', retry: false },
  AUDIO_TOO_LONG: { status: 422, title: 'The audio is longer than allowed', retry: false },
  AUDIO_TOO_SHORT: { status: 422, title: 'The audio is too short to judge', retry: false },
  AUDIO_DECODE_TIMEOUT: { status: 422, title: 'The audio took too long to decode', retry: false },
  AUDIO_GONE: { status: 410, title: 'The audio has been purged', retry: false },
  DECODER_MISSING: { status: 503, title: 'ffmpeg is not installed or cannot be started', retry: true },

  // engine and models
  ENGINE_BUSY: { status: 503, title: 'The engine queue is full', retry: true },
  ENGINE_TIMEOUT: { status: 503, title: 'The engine took too long', retry: true },
  ENGINE_FAILURE: { status: 503, title: 'The engine failed twice on this recording', retry: true },
  ENGINE_UNAVAILABLE: { status: 503, title: 'No engine process could be started', retry: true },
  MODEL_INVALID: { status: 500, title: 'A model file does not match its manifest', retry: false },
  PACK_INVALID: { status: 500, title: 'A model pack, its manifest or the catalogue is not usable', retry: false },
  PACK_INCOMPLETE: { status: 500, title: 'A model lacks what makes it a pack', retry: false },
  PACK_UNKNOWN: { status: 404, title: 'There is no such model pack', retry: false },
  PACK_EXISTS: { status: 409, title: 'A model pack of that name is installed', retry: false },
  PACK_IN_USE: { status: 409, title: 'The model judges and cannot be removed', retry: false },
  PACK_BUSY: { status: 409, title: 'Another process is installing the same model pack', retry: true },
  PACK_DAMAGED: { status: 500, title: 'A model pack differs from its manifest', retry: false },
  PACK_MISMATCH: { status: 502, title: 'What a source sent is not what the catalogue promises', retry: false },
  PACK_HASH_UNKNOWN: { status: 409, title: 'A hash of the model pack is not known', retry: false },
  PACK_UNREACHABLE: { status: 502, title: 'No source of the model pack could be read', retry: true },
  PACK_SOURCE_UNSUPPORTED: { status: 501, title: 'A source of that kind cannot be read', retry: false },
  PACK_UNSUITABLE: { status: 409, title: 'A model pack of that kind cannot be activated', retry: false },
  PACK_UNLICENSED: { status: 409, title: 'The licence of a model pack does not allow production', retry: false },
  PACK_UNPROVEN: { status: 409, title: 'A model pack does not hear what its canaries say', retry: false },
  ARCHIVE_UNSAFE: { status: 422, title: 'The archive is damaged or holds what it must not', retry: false },
  KEY_SERVICE_UNAVAILABLE: {
    status: 503,
    title: 'The service that keeps the master key cannot be used',
    retry: true,
  },
  TEMPLATE_UNREADABLE: {
    status: 500,
    title: 'A voiceprint template cannot be decrypted with the configured keys',
    retry: false,
  },

  // configuration
  CONFIG_INVALID: { status: 500, title: 'The configuration is not usable', retry: false },
  DATASET_INVALID: { status: 500, title: 'A data set or result of the bench is not usable', retry: false },
  SCHEMA_TOO_NEW: { status: 500, title: 'The database was written by a newer Hesheng', retry: false },
} as const satisfies Record<string, { status: number; title: string; retry: boolean }>;

export type ErrorCode = keyof typeof ERRORS;

/** `pointer` is a JSON pointer into the body, or the name of a part or parameter. */
export interface FieldFault {
  readonly pointer: string;
  readonly detail: string;
}

/** A fault from the catalogue. `detail` is for the caller: no paths, no speech text, no ids of people. */
export class HeshengError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;
  /** The fields, parts or parameters at fault. */
  readonly faults: readonly FieldFault[];

  constructor(
    code: ErrorCode,
    detail: string,
    options: ErrorOptions & { readonly faults?: readonly FieldFault[] } = {},
  ) {
    super(`${code}: ${detail}`, options);
    this.name = 'HeshengError';
    this.code = code;
    this.detail = detail;
    this.faults = options.faults ?? [];
  }
}
