import t from 'tap';
import { EMBEDDED, supportOf } from './effective-thresholds.js';
import { POLICY } from './honest-reading.fixture.js';
import { validatedWith } from './validated-with.js';

t.test('validates the named accents with the named recognisers alone, and changes nothing else', (t) => {
  const wu = { support: 'review_only', thresholds: { meanPass: -2 } } as const;
  const policy = { ...POLICY, profiles: { mandarin: { support: 'validated' }, wu } } as const;
  const changed = validatedWith(policy, ['wu', 'unknown'], ['pack']);
  t.equal(supportOf(changed, 'wu', 'pack'), 'validated');
  t.equal(supportOf(changed, 'unknown', 'pack'), 'validated');
  t.equal(supportOf(changed, 'wu', EMBEDDED), 'review_only');
  t.strictSame(changed.profiles.wu?.thresholds, wu.thresholds);
  t.strictSame(changed.profiles.mandarin, policy.profiles.mandarin);
  t.strictSame(validatedWith(policy, [], ['pack']), policy);
  t.end();
});
