import fc from 'fast-check';
import t from 'tap';
import { backOffMs } from './back-off.js';

const SETTINGS = { firstMs: 100, capMs: 30_000 };

t.test('the first start does not wait, each failure doubles the wait', async (t) => {
  t.strictSame(
    [0, 1, 2, 3, 4].map((failures) => backOffMs(failures, SETTINGS)),
    [0, 100, 200, 400, 800],
  );
});

t.test('the wait never shrinks with failures and never passes the cap', async (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), (failures) => {
      const wait = backOffMs(failures, SETTINGS);
      return wait <= 30_000 && wait <= backOffMs(failures + 1, SETTINGS);
    }),
  );
  t.pass();
});
