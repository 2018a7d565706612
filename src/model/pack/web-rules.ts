import { SourceFault } from './byte-source.js';

/** A URL as people may see it: without credentials and query, which may be a signature. */
export const shownUrl = (url: URL): string => `${url.protocol}//${url.host}${url.pathname}`;

/**
 * Where a redirect leads. Always https; plain http only from a mirror that the operator configured as http, because who
 * can change that redirect can change the file as well.
 * @throws SourceFault for anything else
 */
export const redirectTarget = (from: URL, location: string | undefined): URL => {
  const target = location !== undefined && URL.canParse(location, from.href) ? new URL(location, from.href) : null;
  if (target === null) throw new SourceFault('refused', `${from.host} redirects to nowhere`, false);
  if (target.protocol === 'https:') return target;
  if (target.protocol === 'http:' && from.protocol === 'http:') return target;
  throw new SourceFault('refused', `${from.host} redirects to ${target.protocol}//, which is not https`, false);
};

/** `bytes 5-9/10` -> 5 and 10; null when it is not of that form. */
export const parseContentRange = (
  text: string | undefined,
): { readonly offset: number; readonly total: number | null } | null => {
  const match = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/.exec(text ?? '');
  if (match === null) return null;
  return { offset: Number(match[1]), total: match[3] === '*' ? null : Number(match[3]) };
};

/** An ETag that promises the same bytes; weak ones promise the same meaning. */
export const strongEtag = (etag: string | undefined): string | null =>
  etag !== undefined && /^"[\x21\x23-\x7e]*"$/.test(etag) ? etag : null;

const RETRIED = [408, 425, 429, 500, 502, 503, 504];

/** The fault that a status code is; null for those with a body to take. */
export const statusFault = (status: number, host: string): SourceFault | null => {
  if (status === 200 || status === 206) return null;
  if (status === 404 || status === 410) return new SourceFault('missing', `${host} has no such file`, false);
  return new SourceFault('refused', `${host} answers ${status}`, RETRIED.includes(status));
};

/** The innermost code of a network fault: what the system or the client calls it. */
export const networkCode = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  const errors = error instanceof AggregateError ? (error.errors as readonly unknown[]) : [];
  if ('code' in error && typeof error.code === 'string') return error.code;
  return errors.length > 0 ? networkCode(errors[0]) : error.cause === undefined ? error.name : networkCode(error.cause);
};
