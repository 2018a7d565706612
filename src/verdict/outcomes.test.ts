import fc from 'fast-check';
import t from 'tap';
import type { TermOutcome, TokenOp } from './evidence.js';
import { extra, POLICY, token } from './honest-reading.fixture.js';
import { sentenceOutcome } from './sentence-outcome.js';
import { type TermMeasurement, termOutcome } from './term-outcome.js';

const LIMITS = POLICY.thresholds;

const TERMS: readonly (readonly [
  string,
  Omit<TermMeasurement, 'heardRival'> & Partial<TermMeasurement>,
  TermOutcome,
])[] = [
  ['heard with margin', { llr: 3, worstLogPosterior: -0.2, heardOps: ['match', 'match'] }, 'said'],
  ['heard with an accent', { llr: 3, worstLogPosterior: -0.2, heardOps: ['match', 'accent_variant'] }, 'said'],
  ['no near miss, heard', { llr: null, worstLogPosterior: -0.2, heardOps: ['match'] }, 'said'],
  ['no near miss, heard otherwise', { llr: null, worstLogPosterior: -0.2, heardOps: ['substitution'] }, 'unsure'],
  [
    'margin outweighs one misheard token',
    { llr: 3, worstLogPosterior: -0.2, heardOps: ['match', 'substitution'] },
    'said',
  ],
  ['the decode lacks the 不 that the sound has', { llr: 3, worstLogPosterior: -0.2, heardOps: ['deletion'] }, 'unsure'],
  [
    'the decode heard a near miss',
    { llr: 3, worstLogPosterior: -0.2, heardOps: ['match'], heardRival: true },
    'unsure',
  ],
  ['little margin', { llr: 0.4, worstLogPosterior: -0.2, heardOps: ['match'] }, 'unsure'],
  ['weak sound', { llr: 3, worstLogPosterior: -2, heardOps: ['match'] }, 'unsure'],
  ['both lack it', { llr: 0, worstLogPosterior: -9, heardOps: ['deletion', 'deletion'] }, 'missing'],
  ['only the decode lacks it', { llr: 2, worstLogPosterior: -1, heardOps: ['deletion', 'deletion'] }, 'unsure'],
  [
    'the near miss fits and was heard',
    { llr: -7, worstLogPosterior: -9, heardOps: ['match', 'deletion'] },
    'contradicted',
  ],
  [
    'an added 不 fits and was heard',
    { llr: -7, worstLogPosterior: -1, heardOps: ['insertion', 'match'] },
    'contradicted',
  ],
  ['the near miss fits but the term was heard', { llr: -7, worstLogPosterior: -1, heardOps: ['match'] }, 'unsure'],
  ['nothing measured', { llr: Number.NaN, worstLogPosterior: Number.NaN, heardOps: [] }, 'unsure'],
  ['no token', { llr: null, worstLogPosterior: 0, heardOps: ['filler'] }, 'unsure'],
];

for (const [says, measured, outcome] of TERMS) {
  t.test(`term: ${says}: ${outcome}`, async (t) =>
    t.equal(termOutcome({ heardRival: false, ...measured }, LIMITS), outcome),
  );
}

t.test('more margin or a better sound never takes `said` away from a term', async () => {
  const ops = fc.array(fc.constantFrom<TokenOp>('match', 'substitution', 'deletion', 'insertion', 'accent_variant'));
  const number = fc.double({ min: -12, max: 12, noNaN: true });
  const rise = fc.double({ min: 0, max: 12, noNaN: true });
  fc.assert(
    fc.property(
      ops,
      number,
      number,
      rise,
      rise,
      fc.boolean(),
      (heardOps, llr, worstLogPosterior, more, better, heardRival) => {
        const before = termOutcome({ llr, worstLogPosterior, heardOps, heardRival }, LIMITS);
        const raised = { llr: llr + more, worstLogPosterior: worstLogPosterior + better, heardOps, heardRival };
        return before !== 'said' || termOutcome(raised, LIMITS) === 'said';
      },
    ),
  );
});

const clause = (...ops: readonly TokenOp[]) =>
  ops.map((op) => token('字', { op, score: op === 'deletion' ? 1e-4 : op === 'unsure' ? 0.01 : 0.9 }));

t.test('sentences', async (t) => {
  const ok = clause('match', 'match', 'match', 'accent_variant', 'substitution');
  t.equal(sentenceOutcome(ok, LIMITS), 'read');
  t.equal(sentenceOutcome([...ok, extra('repeat')], LIMITS), 'read', 'a stammer');
  t.equal(sentenceOutcome([...ok, extra('repeat'), extra('repeat')], LIMITS), 'reread');
  t.equal(sentenceOutcome(clause('deletion', 'deletion', 'deletion', 'deletion', 'match'), LIMITS), 'missing');
  t.equal(sentenceOutcome(clause('deletion', 'deletion', 'match', 'match', 'match'), LIMITS), 'unsure');
  t.equal(sentenceOutcome(clause('match', 'unsure', 'unsure', 'match', 'match'), LIMITS), 'unsure', 'weak sound');
  const unheard = Array.from({ length: 4 }, () => token('字', { op: 'deletion' }));
  t.equal(sentenceOutcome(unheard, LIMITS), 'unsure', 'only the decode lacks it');
  t.equal(sentenceOutcome(clause('match'), LIMITS), 'read', 'one word');
  t.equal(sentenceOutcome(clause('unsure'), LIMITS), 'unsure', 'one word, weak');
  t.equal(sentenceOutcome([], LIMITS), 'unsure', 'nothing');
  t.equal(sentenceOutcome([token('字', { score: null }), token('字')], LIMITS), 'unsure', 'not scored');
});
