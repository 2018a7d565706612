import t from 'tap';
import { cosine } from './similarity.js';
import { voiceConsistency } from './voice-consistency.js';

/** A unit vector at an angle in the plane of the first two axes. */
const at = (degrees: number): Float32Array =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180), 0);

t.test('one voice that varies a little is alike throughout', async (t) => {
  t.ok(voiceConsistency([0, 4, 8, 2, 6, 1].map(at))! > 0.99);
});

t.test('two voices are as unlike as their means, in whatever order they take turns', async (t) => {
  const between = cosine(at(2), at(62));
  for (const turns of [
    [0, 4, 0, 4, 60, 64, 60, 64],
    [60, 0, 64, 4, 60, 0, 64, 4],
  ]) {
    t.ok(Math.abs(voiceConsistency(turns.map(at))! - between) < 1e-6, turns.join(' '));
  }
});

t.test('the share of the second voice does not matter', async (t) => {
  const mostly = [...Array<number>(20).fill(0), 70, 70];
  t.ok(Math.abs(voiceConsistency(mostly.map(at))! - cosine(at(0), at(70))) < 1e-6);
});

t.test('one window that stands apart is no second voice', async (t) => {
  t.equal(voiceConsistency([0, 2, 1, 3, 80].map(at)), 1);
});

t.test('too few windows hold no two voices', async (t) => {
  for (const count of [0, 1, 2, 3]) t.equal(voiceConsistency(Array.from({ length: count }, () => at(0))), null);
  t.equal(voiceConsistency([0, 0, 0, 0].map(at)), 1, 'four of one voice');
});
