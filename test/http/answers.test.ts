import t from 'tap';
import { HeshengError } from '../../src/errors.js';
import { clauseJson, toClause } from '../../src/http/schemas/clause.js';
import { toSubmission } from '../../src/http/schemas/verification-request.js';
import { requirePhrases } from '../../src/verification/require-readable.js';

const QUESTION = '您有没有异议？';
const SPEC = { expected: 'negative', acceptedPhrases: ['没什么'], rejectedPhrases: [] } as const;

t.test('a question carries what it wants to hear', async (t) => {
  const answer = { expected: 'negative' as const, accepted_phrases: ['没什么'] };
  t.match(toSubmission({ clause_text: QUESTION, clause_kind: 'answer', answer }), {
    clause: { kind: 'inline', text: QUESTION, answer: SPEC },
  });
  t.match(toSubmission({ clause_text: QUESTION, clause_kind: 'answer' }), {
    clause: { answer: { expected: 'affirmative', acceptedPhrases: [], rejectedPhrases: [] } },
  });
  t.notOk('answer' in toSubmission({ clause_text: QUESTION }).clause, 'readings are stored as before');
});

t.test('a stored question shows its kind, and is refused what belongs to readings', async (t) => {
  const place = { id: 'objection', version: 1 };
  const clause = toClause(place, { text: QUESTION, kind: 'answer', answer: { expected: 'negative' } });
  t.match(clauseJson(clause), { kind: 'answer', answer: { expected: 'negative', accepted_phrases: [] } });
  t.match(clauseJson(toClause(place, { text: QUESTION })), { kind: 'reading', answer: null });
  t.throws(() => toClause(place, { text: QUESTION, answer: {} }), { code: 'BAD_REQUEST' });
  t.throws(() => toClause(place, { text: QUESTION, kind: 'answer', critical_terms: ['异议'] }), {
    code: 'BAD_REQUEST',
  });
});

t.test('members that do not go together are refused', async (t) => {
  for (const body of [
    { clause_text: QUESTION, answer: {} },
    { clause_text: QUESTION, clause_kind: 'reading', answer: {} },
    { clause_text: QUESTION, clause_kind: 'answer', critical_terms: ['异议'] },
    { clause_text: QUESTION, clause_kind: 'answer', previous_clause_text: '您同意吗' },
    { clause_id: 'objection', clause_kind: 'answer' },
    { clause_id: 'objection', answer: {} },
  ] as const) {
    t.throws(() => toSubmission(structuredClone(body) as Parameters<typeof toSubmission>[0]), { code: 'BAD_REQUEST' });
  }
});

t.test('a phrase that cannot be said is refused', async (t) => {
  t.doesNotThrow(() => requirePhrases(SPEC));
  t.throws(() => requirePhrases({ ...SPEC, rejectedPhrases: ['。'] }), HeshengError);
});
