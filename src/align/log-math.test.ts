import fc from 'fast-check';
import t from 'tap';
import { LOG_ZERO, logAdd } from './log-math.js';

const value = fc.double({ min: -60, max: 5, noNaN: true });
const exact = (a: number, b: number): number => Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));

t.test('adding in logs stays within 2e-7 nats of the exact sum', async () => {
  fc.assert(fc.property(value, value, (a, b) => Math.abs(logAdd(a, b) - exact(a, b)) < 2e-7));
});

t.test('the order does not matter, zero adds nothing, and sums never shrink', async () => {
  fc.assert(
    fc.property(
      value,
      value,
      (a, b) => logAdd(a, b) === logAdd(b, a) && logAdd(a, LOG_ZERO) === a && logAdd(a, b) >= Math.max(a, b),
    ),
  );
});

t.test('the sum of two zeros is still zero for all that matters', async (t) => {
  t.ok(logAdd(LOG_ZERO, LOG_ZERO) < -1e29);
});
