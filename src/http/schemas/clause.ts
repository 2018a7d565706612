import { type Static, Type } from 'typebox';
import type { AnswerSpec } from '../../clause/answer.js';
import { type Clause, kindOf, type SlotKind } from '../../clause/clause.js';
import { LINT_DEFAULTS, lintClause } from '../../clause/lint-clause.js';
import { RequestFault } from '../problem.js';
import { AnswerBody, AnswerSpecJson, answerSpecJson, KindWord, toAnswerSpec } from './answer.js';
import { Id, MaybeObject, Strict, Word } from './common.js';
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
    kind: Type.Optional(KindWord),
    answer: Type.Optional(AnswerBody),
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
    kind: KindWord,
    answer: MaybeObject(AnswerSpecJson),
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
  kind: kindOf(clause),
  answer: answerSpecJson(clause.answer),
  warnings: lintClause(clause.text, clause.criticalTerms, { ...LINT_DEFAULTS, slots: clause.slots }).map(
    ({ code, message, span }) => ({ code, message, ...span }),
  ),
});

const specOf = ({ kind, answer, critical_terms }: Static<typeof ClauseBody>): AnswerSpec | null => {
  const fault = (pointer: string, detail: string) =>
    new RequestFault('BAD_REQUEST', `${pointer} ${detail}`, [{ pointer, detail }]);
  if (kind !== 'answer') {
    if (answer !== undefined) throw fault('/answer', "goes with kind 'answer' only");
    return null;
  }
  if (critical_terms?.length) throw fault('/critical_terms', 'goes with readings only; see answer');
  return toAnswerSpec(answer);
};

/** @throws RequestFault BAD_REQUEST for members that do not go with the kind */
export const toClause = (
  { id, version }: Static<typeof ClauseVersionParams>,
  body: Static<typeof ClauseBody>,
): Clause => {
  const answer = specOf(body);
  return {
    id,
    version,
    text: body.text,
    slots: body.slots ?? {},
    criticalTerms: body.critical_terms ?? [],
    ...(answer === null ? {} : { answer }),
  };
};
