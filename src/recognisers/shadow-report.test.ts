import t from 'tap';
import { shadowReport } from './shadow-report.js';

const TALLY = { packId: 'wu', packSha256: 'ab'.repeat(32), dropped: 3, failed: 1 };

t.test('what differs is counted, with an interval', async (t) => {
  const report = shadowReport({
    ...TALLY,
    verdicts: [
      { verdict: 'pass', shadowVerdict: 'pass', count: 15 },
      { verdict: 'pass', shadowVerdict: 'review', count: 3 },
      { verdict: 'fail', shadowVerdict: 'pass', count: 2 },
    ],
  });
  t.match(report, { readings: 20, differing: 5, share: 0.25, dropped: 3, failed: 1 });
  t.same(report.matrix.pass, { pass: 15, review: 3, fail: 0 });
  t.equal(report.matrix.fail.pass, 2);
  // Newcombe 1998, table I: 5 of 20 is 0.1119 to 0.4687.
  t.equal(report.interval.low.toFixed(4), '0.1119');
  t.equal(report.interval.high.toFixed(4), '0.4687');
});

t.test('without readings nothing is known', async (t) => {
  t.match(shadowReport({ ...TALLY, verdicts: [] }), { readings: 0, share: null, interval: { low: 0, high: 1 } });
});
