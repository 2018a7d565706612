import t from 'tap';
import { POLICY } from './honest-reading.fixture.js';
import { speechRateCheck } from './speech-rate.js';

const LIMITS = POLICY.thresholds;

t.test('a usual pace passes, haste is for review', async (t) => {
  t.match(speechRateCheck(60, 15_000, LIMITS), { name: 'speech_rate', value: 4, outcome: 'pass', advice: null });
  t.match(speechRateCheck(60, 6000, LIMITS), { value: 10, outcome: 'review', advice: /慢一点/ });
  t.equal(speechRateCheck(LIMITS.speechRateMax * 2, 2000, LIMITS).outcome, 'pass', 'the bound is inclusive');
});

t.test('without speech there is no rate and no pass', async (t) => {
  for (const ms of [0, Number.NaN]) t.match(speechRateCheck(60, ms, LIMITS), { value: null, outcome: 'review' });
});
