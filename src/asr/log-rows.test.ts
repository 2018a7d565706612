import fc from 'fast-check';
import t from 'tap';
import { faultyLogRow, logSoftmaxRows } from './log-rows.js';

const WIDTH = 4;
const rows = (min: number, max: number) =>
  fc
    .array(fc.tuple(...Array.from({ length: WIDTH }, () => fc.double({ min, max, noNaN: true }))), { maxLength: 6 })
    .map((all) => Float32Array.from(all.flat()));

t.test(
  'scores become log-probabilities that keep their distances, and stay when they are log-probabilities',
  async () => {
    fc.assert(
      fc.property(rows(-300, 300), (scores) => {
        const logs = scores.slice();
        logSoftmaxRows(logs, WIDTH);
        const again = logs.slice();
        logSoftmaxRows(again, WIDTH);
        return (
          faultyLogRow(logs, WIDTH) === null &&
          logs.every((value, at) => {
            const first = at - (at % WIDTH);
            const distance = value - logs[first]! - (scores[at]! - scores[first]!);
            return Math.abs(distance) < 1e-3 && Math.abs(value - again[at]!) < 1e-3;
          })
        );
      }),
    );
  },
);

t.test('a row without a distribution is named', async (t) => {
  const half = Math.log(0.5);
  const none = Number.NEGATIVE_INFINITY;
  t.equal(faultyLogRow(Float32Array.of(half, half, none, none), WIDTH), null);
  t.equal(faultyLogRow(Float32Array.of(half, half, none, none, half, none, none, none), WIDTH), 1);
  t.equal(faultyLogRow(Float32Array.of(0.5, 0.5, 0, 0), WIDTH), 0, 'probabilities are no logarithms');
  for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
    t.equal(faultyLogRow(Float32Array.of(0, none, none, bad), WIDTH), 0);
    t.equal(logSoftmaxRows(Float32Array.of(1, 2, 3, 4, 1, bad, 1, 1), WIDTH), 1);
  }
  t.equal(logSoftmaxRows(new Float32Array(WIDTH).fill(none), WIDTH), 0);
});
