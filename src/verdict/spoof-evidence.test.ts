import fc from 'fast-check';
import t from 'tap';
import { REASON_CODES } from './reason.js';
import { reason } from './reasons.js';
import { isSuspicious, type SpoofEvidence, withSpoofs } from './spoof-evidence.js';
import { compareSeverity } from './verdict.js';

const judgement = fc.record({
  verdict: fc.constantFrom('pass', 'review', 'fail'),
  reasons: fc.subarray([...REASON_CODES]).map((codes) => codes.map((code) => reason(code))),
});
const one: fc.Arbitrary<SpoofEvidence> = fc.record({
  id: fc.constant('model'),
  sha256: fc.constant('0'.repeat(64)),
  score: fc.option(fc.double()),
  failure: fc.option(fc.constant('ENGINE_FAILURE')),
});

t.test('whatever spoof models say, no verdict gets better and none fails by them', async () => {
  fc.assert(
    fc.property(judgement, fc.array(one), (judged, spoofs) => {
      const { verdict, reasons } = withSpoofs(judged, spoofs);
      const kept = judged.reasons.every((before) => reasons.includes(before));
      return kept && compareSeverity(verdict, judged.verdict) >= 0 && (verdict !== 'fail' || judged.verdict === 'fail');
    }),
  );
});

t.test('a suspicion or a model that could not listen keeps a reading from passing', async (t) => {
  const pass = { verdict: 'pass', reasons: [] } as const;
  const spoof = (score: number | null, failure: string | null = null) => ({ id: 'a', sha256: 'b', score, failure });
  const codes = (...spoofs: readonly SpoofEvidence[]) => withSpoofs(pass, spoofs).reasons.map(({ code }) => code);
  t.strictSame(codes(spoof(0.4), spoof(0.5)), ['SPOOF_SUSPECTED']);
  t.strictSame(codes(spoof(null, 'ENGINE_FAILURE')), ['SPOOF_NOT_CHECKED']);
  t.strictSame(codes(spoof(0.9), spoof(null, 'ENGINE_TIMEOUT')), ['SPOOF_SUSPECTED', 'SPOOF_NOT_CHECKED']);
  t.strictSame(codes(spoof(0.4), spoof(null)), [], 'nobody spoke: other gates say so');
  t.equal(withSpoofs(pass, [spoof(0.4)]).verdict, 'pass');
  t.ok(isSuspicious(Number.NaN), 'no number is no comfort');
});
