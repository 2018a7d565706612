import { type Static, Type } from 'typebox';
import { ERRORS, type ErrorCode } from '../../errors.js';

/** RFC 9457 problem details with a stable `code`. */
export const Problem = Type.Object(
  {
    type: Type.String({ description: 'URN of the error, made from its code' }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    code: Type.Enum(Object.keys(ERRORS) as ErrorCode[], { description: 'Stable; listed in docs/errors.md' }),
    detail: Type.String({ description: 'For people; may change' }),
    instance: Type.Optional(Type.String({ description: 'URN of the request, made from x-request-id' })),
    errors: Type.Optional(
      Type.Array(
        Type.Object(
          {
            pointer: Type.String({ description: 'JSON pointer into the body, or the name of a part or parameter' }),
            detail: Type.String(),
          },
          { additionalProperties: false },
        ),
      ),
    ),
  },
  { $id: 'Problem', additionalProperties: false, description: 'What went wrong (RFC 9457)' },
);

export type ProblemJson = Static<typeof Problem>;

type ProblemResponse = {
  readonly description: string;
  readonly content: { readonly 'application/problem+json': { readonly schema: { readonly $ref: string } } };
  readonly headers?: Record<string, object>;
};

const HEADERS: Readonly<Record<number, Record<string, object>>> = {
  401: { 'WWW-Authenticate': { type: 'string', description: 'Bearer' } },
  405: { Allow: { type: 'string', description: 'Methods that this resource takes' } },
  429: { 'Retry-After': { type: 'integer', description: 'Seconds' } },
  503: { 'Retry-After': { type: 'integer', description: 'Seconds' } },
};

const problemResponse = (status: number, codes: readonly ErrorCode[]): ProblemResponse => ({
  description: codes.map((code) => `\`${code}\`: ${ERRORS[code].title}`).join('. '),
  content: { 'application/problem+json': { schema: { $ref: 'Problem#' } } },
  ...(HEADERS[status] ? { headers: HEADERS[status] } : {}),
});

/** Response schemas of the named errors, one per status. */
export const problemResponses = (codes: readonly ErrorCode[]): Record<number, ProblemResponse> => {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of new Set(codes)) {
    const { status } = ERRORS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries([...byStatus].map(([status, list]) => [status, problemResponse(status, list)]));
};
