import fc from 'fast-check';
import t from 'tap';
import { addTo, logOf, unitFactor, zeroValues } from './scaled.js';

t.test('a sum is kept in the greater units of the two', async (t) => {
  const sums = zeroValues(1);
  addTo(sums, 0, 0, 7);
  t.same([sums.x[0], sums.units[0]], [0, 0], 'nothing added changes nothing');
  addTo(sums, 0, 3, -2);
  t.same([sums.x[0], sums.units[0]], [3, -2]);
  addTo(sums, 0, 2, -2);
  addTo(sums, 0, unitFactor(1), -3);
  t.same([sums.x[0], sums.units[0]], [6, -2]);
  addTo(sums, 0, 1, 5);
  t.same([sums.x[0], sums.units[0]], [1, 5], 'what is 1,800 bits smaller is gone');
});

t.test('whatever the units, a sum is the sum of the values', async () => {
  const value = fc.tuple(fc.double({ min: 1e-30, max: 1e30, noNaN: true }), fc.integer({ min: -4, max: 4 }));
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 8 }), (values) => {
      const sums = zeroValues(1);
      for (const [x, units] of values) addTo(sums, 0, x, units);
      const logs = values.map(([x, units]) => logOf(x, units));
      const most = Math.max(...logs);
      const known = most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0));
      return Math.abs(logOf(sums.x[0]!, sums.units[0]!) - known) < 1e-9;
    }),
    { seed: 75, numRuns: 200 },
  );
});

t.test('factors are powers of two while a double holds them', async (t) => {
  t.same([-5, -4, -1, 0, 1, 3, 9].map(unitFactor), [0, 2 ** -1024, 2 ** -256, 1, 2 ** 256, 2 ** 768, Infinity]);
});
