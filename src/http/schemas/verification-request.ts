import { type Static, Type } from 'typebox';
import type { AnswerSpec } from '../../clause/answer.js';
import type { ClauseChoice, Submission } from '../../verification/use-cases.js';
import { RequestFault } from '../problem.js';
import { AnswerBody, KindWord, toAnswerSpec } from './answer.js';
import { Id, Strict } from './common.js';

export const ClauseText = Type.String({
  minLength: 1,
  maxLength: 2_000,
  description: 'The clause as it is to be read aloud',
});
export const CriticalTerms = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
  maxItems: 50,
  description: 'Phrases that have a gate of their own, beside those found by rule',
});
/** As clause/slot-template.ts reads them. */
export const SLOT_NAME = '^[A-Za-z][A-Za-z0-9_]{0,39}$';
const Slots = Type.Unsafe<Record<string, string>>({
  type: 'object',
  maxProperties: 50,
  propertyNames: { pattern: SLOT_NAME },
  additionalProperties: { type: 'string', minLength: 1, maxLength: 200 },
  description: 'Values of the `{slot}` places of the clause',
});

export const VerificationRequestBody = Type.Object(
  {
    clause_id: Type.Optional(Id('A stored clause; either this or clause_text')),
    clause_version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Default: the newest' })),
    clause_text: Type.Optional(ClauseText),
    critical_terms: Type.Optional(CriticalTerms),
    clause_kind: Type.Optional(KindWord),
    answer: Type.Optional(AnswerBody),
    previous_clause_text: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2_000,
        description:
          'What the clause said before: a reading of that instead is looked for. With clause_text only; of a stored clause the version before is taken',
      }),
    ),
    slots: Type.Optional(Slots),
    outer_business_id: Type.Optional(Id("The caller's own id of the case")),
    challenge_id: Type.Optional(Id('The challenge whose phrase was read before or after the clause')),
    speaker_id: Type.Optional(Id('An enrolled speaker: the voice is compared as well')),
    other_speaker_id: Type.Optional(
      Id(
        'An enrolled speaker who must not be the reader, such as the salesperson: a reading in that voice is for review',
      ),
    ),
    consent_id: Type.Optional(Id('Recorded consent to the voice comparison')),
    dialect_hint: Type.Optional(Id('Accent profile of the reader')),
    attempt_no: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 99, default: 1, description: 'Take of this reading' }),
    ),
    supersedes: Type.Optional(Id('The earlier verification that this take replaces')),
    policy_id: Type.Optional(Type.String({ ...Id('Thresholds to judge by'), default: 'default' })),
  },
  { ...Strict, $id: 'VerificationRequest', description: 'What was to be read, by whom, and how to judge it' },
);

type Body = Static<typeof VerificationRequestBody>;

const fault = (pointer: string, detail: string): RequestFault =>
  new RequestFault('BAD_REQUEST', `${pointer} ${detail}`, [{ pointer, detail }]);

const inlineAnswer = (body: Body): AnswerSpec | null => {
  if (body.clause_kind !== 'answer') {
    if (body.answer !== undefined) throw fault('/answer', "goes with clause_kind 'answer' only");
    return null;
  }
  if (body.critical_terms?.length) throw fault('/critical_terms', 'goes with readings only; see answer');
  if (body.previous_clause_text !== undefined) throw fault('/previous_clause_text', 'goes with readings only');
  return toAnswerSpec(body.answer);
};

const inlineClause = (body: Body, text: string): ClauseChoice => {
  if (body.clause_version !== undefined) throw fault('/clause_version', 'goes with clause_id only');
  const answer = inlineAnswer(body);
  return {
    kind: 'inline',
    text,
    criticalTerms: body.critical_terms ?? [],
    ...(answer === null ? {} : { answer }),
    ...(body.previous_clause_text === undefined ? {} : { previousText: body.previous_clause_text }),
  };
};

const storedClause = (body: Body, id: string): ClauseChoice => {
  if (body.critical_terms) throw fault('/critical_terms', 'goes with clause_text only; a stored clause has its own');
  if (body.previous_clause_text !== undefined) throw fault('/previous_clause_text', 'goes with clause_text only');
  if (body.clause_kind !== undefined) throw fault('/clause_kind', 'goes with clause_text only');
  if (body.answer !== undefined) throw fault('/answer', 'goes with clause_text only; a stored clause has its own');
  return { kind: 'stored', id, version: body.clause_version ?? null };
};

const clauseChoice = (body: Body): ClauseChoice => {
  if (body.clause_id !== undefined && body.clause_text !== undefined) throw fault('/clause_text', 'excludes clause_id');
  if (body.clause_text !== undefined) return inlineClause(body, body.clause_text);
  if (body.clause_id !== undefined) return storedClause(body, body.clause_id);
  throw fault('/clause_text', 'or clause_id is required');
};

const otherSpeaker = ({ speaker_id, other_speaker_id: id }: Body): Pick<Submission, 'otherSpeakerId'> => {
  if (id === undefined) return {};
  if (id === speaker_id) throw fault('/other_speaker_id', 'must be another one than speaker_id');
  return { otherSpeakerId: id };
};

export const toSubmission = (body: Body): Submission => ({
  clause: clauseChoice(body),
  slots: body.slots ?? {},
  ...(body.challenge_id === undefined ? {} : { challengeId: body.challenge_id }),
  outerBusinessId: body.outer_business_id ?? null,
  speakerId: body.speaker_id ?? null,
  ...otherSpeaker(body),
  consentId: body.consent_id ?? null,
  dialectHint: body.dialect_hint ?? null,
  attemptNo: body.attempt_no ?? 1,
  supersedes: body.supersedes ?? null,
  policyId: body.policy_id ?? 'default',
});
