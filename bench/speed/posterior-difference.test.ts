import t from 'tap';
import type { Posteriors } from '../../src/align/posteriors.js';
import { addDifferences, differenceOf } from './posterior-difference.js';

const posteriors = (...rows: readonly (readonly number[])[]): Posteriors => ({
  logProbs: Float32Array.from(rows.flat(), Math.log),
  frames: rows.length,
  labels: rows[0]!.length,
  frameMs: 20,
});

t.test('a network is no distance from itself', async (t) => {
  const same = posteriors([0.9, 0.1], [0.2, 0.8]);
  t.same(differenceOf(same, same), { frames: 2, agreeing: 2, likely: 4, distance: 0, largest: 0 });
});

t.test('counts frames whose best label changes, and leaves out what neither verdict nor label hangs on', async (t) => {
  const first = posteriors([0.75, 0.2499, 0.0001], [0.5, 0.25, 0.25]);
  const second = posteriors([0.75, 0.1499, 0.1001], [0.25, 0.5, 0.25]);
  const found = differenceOf(first, second);
  t.equal(found.agreeing, 1);
  t.equal(found.likely, 5);
  t.ok(Math.abs(found.largest - Math.log(2)) < 1e-5);
  t.ok(Math.abs(found.distance - (Math.log(0.2499 / 0.1499) + 2 * Math.log(2))) < 1e-5);
});

t.test('adds recordings', async (t) => {
  const one = { frames: 2, agreeing: 1, likely: 4, distance: 0.5, largest: 0.25 };
  const other = { frames: 3, agreeing: 3, likely: 6, distance: 1, largest: 0.75 };
  t.same(addDifferences([one, other]), { frames: 5, agreeing: 4, likely: 10, distance: 1.5, largest: 0.75 });
});
