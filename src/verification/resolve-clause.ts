import type { Clause } from '../clause/clause.js';
import { fillPhrase, fillSlots } from '../clause/fill-slots.js';
import { slotPlaces } from '../clause/slot-template.js';
import { HeshengError } from '../errors.js';
import type { ClauseStore } from '../store/clause-store.js';
import { requirePhrases, requireReadable } from './require-readable.js';
import type { ClauseChoice } from './use-cases.js';
import type { VerificationRequest } from './verification.js';

type Resolved = Pick<
  VerificationRequest,
  'clauseId' | 'clauseVersion' | 'clauseText' | 'criticalTerms' | 'previousText' | 'answer'
>;
type SlotValues = Readonly<Record<string, string>>;

/**
 * The text that is to be read: of the stored version or the caller's own, slots filled, fit to be read aloud.
 * @throws HeshengError CLAUSE_NOT_FOUND, SLOT_MISSING, SLOT_INVALID or CLAUSE_INVALID
 */
export const resolveClause = async (
  clauses: ClauseStore,
  choice: ClauseChoice,
  values: SlotValues,
): Promise<Resolved> => {
  const clause =
    choice.kind === 'stored' ? await findClause(clauses, choice.id, choice.version) : inline(choice, values);
  const filled = (text: string): string => fillSlots({ ...clause, text }, valuesIn(text, clause.text, values));
  const clauseText = filled(clause.text);
  const criticalTerms = clause.criticalTerms.map(filled);
  requireReadable(clauseText, criticalTerms);
  const { answer } = clause;
  if (answer) requirePhrases(answer);
  const wanted = answer === undefined ? {} : { answer };
  return choice.kind === 'stored'
    ? {
        clauseId: clause.id,
        clauseVersion: clause.version,
        clauseText,
        criticalTerms,
        ...wanted,
        previousText: await textBefore(clauses, clause, values),
      }
    : {
        clauseId: null,
        clauseVersion: null,
        clauseText,
        criticalTerms,
        ...wanted,
        previousText: choice.previousText === undefined ? null : fillPhrase(choice.previousText, values),
      };
};

/**
 * Text of the version before, filled with those of the same values that it has places for. Null when there is none, when
 * it asks for other values, or when it could not be read aloud: it is only compared with what was.
 */
const textBefore = async (clauses: ClauseStore, clause: Clause, values: SlotValues): Promise<string | null> => {
  const before = clause.version > 1 ? await clauses.find(clause.id, clause.version - 1) : null;
  if (before === null) return null;
  try {
    const text = fillSlots(before, valuesIn(before.text, clause.text, values));
    requireReadable(text, []);
    return text;
  } catch (error) {
    if (error instanceof HeshengError) return null;
    throw error;
  }
};

/** A marked term holds some of the clause's slots; the clause itself must have a place for every value. */
const valuesIn = (text: string, clauseText: string, values: SlotValues): SlotValues => {
  if (text === clauseText) return values;
  const names = new Set(slotPlaces(text).map(({ name }) => name));
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
};

/** @throws HeshengError CLAUSE_NOT_FOUND */
export const findClause = async (clauses: ClauseStore, id: string, version: number | null): Promise<Clause> => {
  const clause = await clauses.find(id, version);
  if (clause === null) throw new HeshengError('CLAUSE_NOT_FOUND', 'GET /v1/clauses lists the stored versions.');
  return clause;
};

const inline = (choice: Extract<ClauseChoice, { kind: 'inline' }>, values: SlotValues): Clause => ({
  id: 'inline',
  version: 1,
  text: choice.text,
  slots: Object.fromEntries(Object.keys(values).map((name) => [name, 'text' as const])),
  criticalTerms: choice.criticalTerms,
  ...(choice.answer === undefined ? {} : { answer: choice.answer }),
});
