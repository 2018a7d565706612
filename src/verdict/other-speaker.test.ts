import fc from 'fast-check';
import t from 'tap';
import type { OtherSpeakerEvidence } from '../voiceprint/other-speaker.js';
import { withOtherSpeaker } from './other-speaker.js';
import { REASON_CODES } from './reason.js';
import { reason } from './reasons.js';
import { compareSeverity } from './verdict.js';

const judgement = fc.record({
  verdict: fc.constantFrom('pass', 'review', 'fail'),
  reasons: fc.subarray([...REASON_CODES]).map((codes) => codes.map((code) => reason(code))),
});
const evidence: fc.Arbitrary<OtherSpeakerEvidence> = fc.record({
  decision: fc.constantFrom(
    'NOT_THE_READER',
    'MAY_BE_THE_READER',
    'NOT_ENOUGH_SPEECH',
    'NOT_ENROLLED',
    'OPTED_OUT',
    'EXPIRED',
  ),
  score: fc.option(fc.double()),
  threshold: fc.double({ min: -1, max: 1, noNaN: true }),
  template: fc.option(fc.constant('enr_1')),
});

t.test('whoever else may have read never makes a verdict better, nor fails it', async () => {
  fc.assert(
    fc.property(judgement, evidence, (judged, other) => {
      const { verdict, reasons } = withOtherSpeaker(judged, other);
      const kept = judged.reasons.every((one) => reasons.includes(one));
      return kept && compareSeverity(verdict, judged.verdict) >= 0 && (verdict !== 'fail' || judged.verdict === 'fail');
    }),
  );
});

t.test('a reading that they may have read never passes, and the reason says so', async () => {
  fc.assert(
    fc.property(judgement, evidence, (judged, other) => {
      const { verdict, reasons } = withOtherSpeaker(judged, { ...other, decision: 'MAY_BE_THE_READER' });
      return verdict !== 'pass' && reasons.some(({ code }) => code === 'OTHER_SPEAKER_READS');
    }),
  );
});

t.test('a reading of somebody else is judged as it was', async (t) => {
  const pass = { verdict: 'pass', reasons: [] } as const;
  const other = { decision: 'NOT_THE_READER', score: 0.4, threshold: 0.75, template: 'enr_1' } as const;
  t.same(withOtherSpeaker(pass, other), { ...pass, otherSpeaker: other });
  const unknown = { decision: 'NOT_ENROLLED', score: null, threshold: 0.75, template: null } as const;
  t.same(withOtherSpeaker(pass, unknown), { ...pass, otherSpeaker: unknown });
});
