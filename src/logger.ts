import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino';

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
export type { Logger } from 'pino';

/**
 * Names under which a secret, speech text or the id of a person could reach a log line, at the top or one level down.
 * Code does not log them; this is the net below it.
 */
const SECRET_FIELDS = [
  'authorization',
  'token',
  'masterKey',
  'template',
  'clauseText',
  'clause_text',
  'criticalTerms',
  'critical_terms',
  'slots',
  'heard',
  'text',
  'speakerId',
  'speaker_id',
  'otherSpeakerId',
  'other_speaker_id',
  'outerBusinessId',
  'outer_business_id',
  'consentId',
  'consent_id',
  'url',
  'headers',
  'body',
  'query',
  'params',
] as const;

const redact = { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' };

/** JSON lines with times in RFC 3339; to stdout unless told otherwise. */
export const createLogger = (level: LogLevel, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      redact,
      base: { service: 'hesheng' },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: stdSerializers.err },
    },
    ...(destination ? [destination] : []),
  );
