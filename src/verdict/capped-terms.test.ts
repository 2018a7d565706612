import t from 'tap';
import { withCappedTerms } from './capped-terms.js';
import type { ContentEvidence, TermEvidence } from './evidence.js';
import { HONEST, POLICY, term as termOf } from './honest-reading.fixture.js';

const { thresholds } = POLICY;
const { content } = HONEST;
const evidence = (term: Partial<TermEvidence>, worstMargin: number | null = 9): ContentEvidence => ({
  ...content,
  criticalTerms: [termOf(term)],
  scores: { ...content.scores, worstMargin },
});
const capped = (accented: Partial<TermEvidence>, standard: Partial<TermEvidence>) =>
  withCappedTerms(evidence(accented), evidence(standard), thresholds).criticalTerms[0]!;

t.test('a margin is at most what it is in standard Mandarin, with the competitor that it is over', async (t) => {
  t.match(capped({ llr: 8, competitor: 'a' }, { llr: 3, competitor: 'b', competitorKind: 'contrary' }), {
    outcome: 'said',
    llr: 3,
    competitor: 'b',
    competitorKind: 'contrary',
  });
  t.match(capped({ llr: 3, competitor: 'a' }, { llr: 8, competitor: 'b' }), { llr: 3, competitor: 'a' });
  t.match(capped({ llr: null }, { llr: 8 }), { llr: 8 });
  t.match(capped({ llr: 8 }, { llr: null }), { llr: 8 });
});

t.test('a term that does not hold in standard Mandarin is not said in any accent', async (t) => {
  t.equal(capped({ outcome: 'said', llr: 8 }, { outcome: 'unsure', llr: -1 }).outcome, 'unsure');
  t.equal(capped({ outcome: 'said', llr: 8 }, { outcome: 'said', llr: Number.NaN }).outcome, 'unsure');
  for (const outcome of ['missing', 'contradicted'] as const)
    t.equal(capped({ outcome: 'said' }, { outcome, llr: null }).outcome, 'unsure');
  t.equal(
    capped({ outcome: 'said', llr: 8 }, { outcome: 'unsure', llr: 8 }).outcome,
    'said',
    'its neighbour was accented',
  );
  t.equal(capped({ outcome: 'contradicted', llr: -9 }, { outcome: 'said', llr: 5 }).outcome, 'contradicted');
});

t.test('the worst margin of the clause is the worse of the two', async (t) => {
  const worst = (a: number | null, b: number | null) =>
    withCappedTerms(evidence({}, a), evidence({}, b), thresholds).scores.worstMargin;
  t.equal(worst(4, 2), 2);
  t.equal(worst(null, 2), 2);
  t.equal(worst(4, null), 4);
  t.equal(worst(null, null), null);
  t.ok(Number.isNaN(worst(4, Number.NaN)));
});

t.test('a term without a twin stays as it is', async (t) => {
  const without = { ...evidence({}), criticalTerms: [] };
  t.same(withCappedTerms(evidence({ llr: 8 }), without, thresholds).criticalTerms[0]!.llr, 8);
});
