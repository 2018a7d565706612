import { type Static, Type } from 'typebox';
import type { Clause, SlotKind } from '../../clause/clause.js';
import { LINT_DEFAULTS, lintClause } from '../../clause/lint-clause.js';
import { Id, Strict, Word } from './common.js';
import { ClauseText, CriticalTerms, SLOT_NAME } from './verification-request.js';

const SLOT_KINDS = ['amount', 'rate', 'date', 'name', 'number', 'text'] as const satisfies readonly SlotKind[];

const SlotKinds = Type.Unsafe<Record<string, SlotKind>>({
  type: 'object',
  maxProperties: 50,
  propertyNames: { pattern: SLOT_NAME },
  additionalProperties: Word(SLOT_KINDS, 'What fills the slot'),
  description: 'Kind of every `{slot}` in the text',
});

const Version = Type.Integer({ minimum: 1, maximum: 1_000_000 });

export const ClauseParams = Type.Object({ id: Id('Clause') }, Strict);
export const ClauseVersionParams = Type.Object({ id: Id('Clause'), version: Version }, Strict);

export const ClauseBody = Type.Object(
  {
    text: ClauseText,
    slots: Type.Optional(SlotKinds),
    critical_terms: Type.Optional(CriticalTerms),
  },
  { ...Strict, $id: 'ClauseVersion', description: 'A clause version: immutable once stored' },
);

const ClauseWarning = Type.Object(
  {
    code: Type.String(),
    message: Type.String(),
    start: Type.Integer({ minimum: 0, description: 'UTF-16 offset into `text`' }),
    end: Type.Integer({ minimum: 0, description: 'Exclusive' }),
  },
  Strict,
);

export const ClauseResource = Type.Object(
  {
    id: Type.String(),
    version: Version,
    text: Type.String(),
    slots: Type.Unsafe<Record<string, SlotKind>>({ type: 'object', additionalProperties: { type: 'string' } }),
    critical_terms: Type.Array(Type.String()),
    warnings: Type.Array(ClauseWarning, {
      description: 'What will make readings of this clause hard to judge: such readings end in review more often',
    }),
  },
  { ...Strict, $id: 'Clause', description: 'A clause in one of its versions' },
);

export const ClauseList = Type.Object(
  { clauses: Type.Array(Type.Unsafe<Static<typeof ClauseResource>>({ $ref: 'Clause#' })) },
  { ...Strict, $id: 'ClauseList', description: 'Every stored clause version' },
);

export const clauseJson = (clause: Clause): Static<typeof ClauseResource> => ({
  id: clause.id,
  version: clause.version,
  text: clause.text,
  slots: { ...clause.slots },
  critical_terms: [...clause.criticalTerms],
  warnings: lintClause(clause.text, clause.criticalTerms, { ...LINT_DEFAULTS, slots: clause.slots }).map(
    ({ code, message, span }) => ({ code, message, ...span }),
  ),
});

export const toClause = (
  { id, version }: Static<typeof ClauseVersionParams>,
  body: Static<typeof ClauseBody>,
): Clause => ({
  id,
  version,
  text: body.text,
  slots: body.slots ?? {},
  criticalTerms: body.critical_terms ?? [],
});
