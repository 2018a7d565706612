import t from 'tap';
import { effectiveThresholds, supportOf } from './effective-thresholds.js';
import { POLICY } from './honest-reading.fixture.js';
import type { Policy } from './policy.js';

const LAYERED: Policy = {
  ...POLICY,
  kinds: { answer: { effectiveSpeechMsMin: 200, snrDbMin: 15 } },
  profiles: {
    mandarin: { support: 'validated' },
    wu: { support: 'review_only', thresholds: { snrDbMin: 20, meanPass: -0.9 } },
  },
};

t.test('a clause kind changes the base, an accent profile both, and neither changes anything else', async (t) => {
  t.same(effectiveThresholds(LAYERED, 'reading', 'mandarin'), POLICY.thresholds);
  t.same(effectiveThresholds(LAYERED, 'answer', 'mandarin'), {
    ...POLICY.thresholds,
    effectiveSpeechMsMin: 200,
    snrDbMin: 15,
  });
  t.same(effectiveThresholds(LAYERED, 'answer', 'wu'), {
    ...POLICY.thresholds,
    effectiveSpeechMsMin: 200,
    snrDbMin: 20,
    meanPass: -0.9,
  });
});

t.test('an accent that the policy does not know is for review and changes nothing', async (t) => {
  for (const id of ['unknown', '', 'constructor', '__proto__', 'toString']) {
    t.equal(supportOf(LAYERED, id), 'review_only', id);
    t.same(effectiveThresholds(LAYERED, 'reading', id), POLICY.thresholds, id);
  }
  t.equal(supportOf(LAYERED, 'mandarin'), 'validated');
  t.equal(supportOf(LAYERED, 'wu'), 'review_only');
});

t.test('support is bound to the recogniser that it was validated with', (t) => {
  const pack = 'a'.repeat(64);
  const policy = {
    profiles: {
      mandarin: { support: 'validated' },
      wu: { support: 'validated', recognisers: [pack] },
      min: { support: 'review_only', recognisers: [pack] },
    },
  } as const;
  t.equal(supportOf(policy, 'mandarin'), 'validated');
  t.equal(supportOf(policy, 'mandarin', pack), 'review_only', 'named nowhere: the embedded one alone');
  t.equal(supportOf(policy, 'wu'), 'review_only');
  t.equal(supportOf(policy, 'wu', pack), 'validated');
  t.equal(supportOf(policy, 'wu', 'b'.repeat(64)), 'review_only');
  t.equal(supportOf(policy, 'min', pack), 'review_only');
  t.end();
});
