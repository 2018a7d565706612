import fc from 'fast-check';
import t from 'tap';
import { decideOtherSpeaker, mayBeReader, type OtherSpeakerEvidence } from './other-speaker.js';

const LIMITS = { speakerAccept: 0.75, speakerReject: 0.6, speakerSpeechMsMin: 2000 };
const HEARD = { voice: Float32Array.of(1, 0), speechMs: 4000 };
/** Somebody whose cosine with the heard voice is `score`. */
const enrolled = (score: number) =>
  ({
    kind: 'enrolled',
    template: Float32Array.of(score, Math.sqrt(1 - score * score)),
    templateId: 'enr_1',
    voiceModel: 'v',
  }) as const;
const decided = (score: number, own: number | null = null, heard: Partial<typeof HEARD> = {}) =>
  decideOtherSpeaker(enrolled(score), { ...HEARD, ...heard }, own, LIMITS);

t.test('a reading in the voice of the one who must not read may be theirs', async (t) => {
  t.match(decided(0.8), { decision: 'MAY_BE_THE_READER', threshold: 0.75, template: 'enr_1' });
  t.ok(Math.abs(decided(0.8).score! - 0.8) < 1e-6);
  t.match(decided(0.5), { decision: 'NOT_THE_READER' });
  t.match(decided(0.7), { decision: 'NOT_THE_READER' });
});

t.test('so may one that is more like them than like the expected reader, unless it is like neither', async (t) => {
  t.match(decided(0.7, 0.65), { decision: 'MAY_BE_THE_READER' });
  t.match(decided(0.7, 0.72), { decision: 'NOT_THE_READER' });
  t.match(decided(0.5, 0.4), { decision: 'NOT_THE_READER' });
});

t.test('who cannot be compared is recorded, and no suspicion', async (t) => {
  for (const [kind, decision] of [
    ['not_enrolled', 'NOT_ENROLLED'],
    ['opted_out', 'OPTED_OUT'],
    ['expired', 'EXPIRED'],
  ] as const) {
    const evidence = decideOtherSpeaker({ kind }, HEARD, null, LIMITS);
    t.same(evidence, { decision, score: null, threshold: 0.75, template: null });
    t.notOk(mayBeReader(evidence));
  }
  t.match(decided(0.9, null, { speechMs: 1500 }), { decision: 'NOT_ENOUGH_SPEECH' });
  t.match(decided(0.9, null, { speechMs: Number.NaN }), { decision: 'NOT_ENOUGH_SPEECH' });
  const silent = decideOtherSpeaker(enrolled(0.9), { voice: null, speechMs: 0 }, null, LIMITS);
  t.match(silent, { decision: 'NOT_ENOUGH_SPEECH', score: null, template: 'enr_1' });
  t.notOk(mayBeReader(silent));
});

t.test('a voice that is not a number may be theirs', async (t) => {
  const heard = { voice: Float32Array.of(Number.NaN, 0), speechMs: 4000 };
  t.match(decideOtherSpeaker(enrolled(0.5), heard, null, LIMITS), { decision: 'MAY_BE_THE_READER' });
});

t.test('what was decided then stands when their voiceprint is gone', async (t) => {
  const evidence = decided(0.8);
  t.equal(decideOtherSpeaker({ kind: 'recorded', evidence }, HEARD, null, LIMITS), evidence);
});

t.test('a decision that its score belies is doubt', async (t) => {
  const told = (score: number | null): OtherSpeakerEvidence => ({ ...decided(0.5), score });
  t.ok(mayBeReader(told(0.75)));
  t.ok(mayBeReader(told(Number.NaN)));
  t.ok(mayBeReader(told(null)));
  t.notOk(mayBeReader(told(0.7)));
});

t.test('the more alike, the more suspicious', async () => {
  const score = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(score, score, fc.option(score), (a, b, own) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)].map((one) => mayBeReader(decided(one, own)));
      return !less || more!;
    }),
  );
});
