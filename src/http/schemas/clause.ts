import { type Static, Type } from 'typebox';
import type { Clause, SlotKind } from '../../clause/clause.js';
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

export const ClauseResource = Type.Object(
  {
    id: Type.String(),
    version: Version,
    text: Type.String(),
    slots: Type.Unsafe<Record<string, SlotKind>>({ type: 'object', additionalProperties: { type: 'string' } }),
    critical_terms: Type.Array(Type.String()),
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
