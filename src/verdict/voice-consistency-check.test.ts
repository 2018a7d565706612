import t from 'tap';
import { POLICY } from './honest-reading.fixture.js';
import { voiceConsistencyCheck } from './voice-consistency-check.js';

const limits = { ...POLICY.thresholds, voiceConsistencyMin: 0.7 };
const check = (consistency: number | null) => voiceConsistencyCheck(consistency, limits);

t.test('voices that are alike pass, from the threshold on', async (t) => {
  t.match(check(0.7), { name: 'voice_consistency', value: 0.7, outcome: 'pass', advice: null });
  t.match(check(0.699), { outcome: 'review', qualifiedRange: [0.7, null] });
  t.type(check(0.4).advice, 'string');
});

t.test('a recording too short to hold two voices passes, a figure that is none does not', async (t) => {
  t.match(check(null), { value: null, outcome: 'pass' });
  t.equal(check(Number.NaN).outcome, 'review');
});
