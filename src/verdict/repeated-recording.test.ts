import fc from 'fast-check';
import t from 'tap';
import { REASON_CODES } from './reason.js';
import { reason } from './reasons.js';
import { NOT_REPEATED, type ReplayEvidence, withReplay } from './repeated-recording.js';
import { compareSeverity } from './verdict.js';

const judgement = fc.record({
  verdict: fc.constantFrom('pass', 'review', 'fail'),
  reasons: fc.subarray([...REASON_CODES]).map((codes) => codes.map((code) => reason(code))),
});
const evidence: fc.Arbitrary<ReplayEvidence> = fc.record({
  kind: fc.constantFrom('none', 'exact', 'near'),
  earlier: fc.constantFrom({ kind: 'verification', id: 'ver_1' } as const, { kind: 'enrolment', id: 'enr_1' } as const),
  similarity: fc.double(),
  speed: fc.double(),
  offsetMs: fc.integer(),
  sameCase: fc.boolean(),
});

t.test('whatever is known of a recording never makes its verdict better, nor fails it', async () => {
  fc.assert(
    fc.property(judgement, evidence, (judged, replay) => {
      const { verdict, reasons } = withReplay(judged, replay);
      const kept = judged.reasons.every((one) => reasons.includes(one));
      return kept && compareSeverity(verdict, judged.verdict) >= 0 && (verdict !== 'fail' || judged.verdict === 'fail');
    }),
  );
});

t.test('a recording of another case never passes', async () => {
  fc.assert(
    fc.property(judgement, evidence, (judged, replay) => {
      const { verdict, reasons } = withReplay(judged, replay);
      const repeated = replay.kind !== 'none' && !replay.sameCase;
      return !repeated || (verdict !== 'pass' && reasons.some(({ code }) => code === 'RECORDING_REPEATED'));
    }),
  );
});

t.test('a new recording, and one that was sent twice, are judged as they are', async (t) => {
  const pass = { verdict: 'pass', reasons: [] } as const;
  t.same(withReplay(pass, NOT_REPEATED), { ...pass, replay: NOT_REPEATED });
  const twice: ReplayEvidence = { ...NOT_REPEATED, kind: 'exact', similarity: 1, sameCase: true };
  t.same(withReplay(pass, twice), { ...pass, replay: twice });
});
