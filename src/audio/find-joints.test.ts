import t from 'tap';
import { endToEnd, rumble } from './coloured-noise.fixture.js';
import { findJoints } from './find-joints.js';
import type { Joint } from './joint.js';

const SECOND = 16_000;
const NONE = { step: 6, dip: 12, fall: 8 };
const FOUND = 14;

const jointOf = (samples: Float32Array, kind: Joint['kind']): Joint =>
  findJoints(samples).find((joint) => joint.kind === kind)!;
const near = (joint: Joint, ms: number): boolean => joint.db > FOUND && Math.abs(joint.atMs - ms) <= 2;

const nothingIn = (samples: Float32Array): boolean => findJoints(samples).every(({ kind, db }) => db < NONE[kind]);

/** Faded to nothing and back about a place, over `length` samples on either side. */
const fadedAt = (samples: Float32Array, at: number, length: number): Float32Array =>
  samples.map((value, n) => value * Math.min(1, Math.abs(n - at + 0.5) / length));

t.test('one take of a room has no joint', async (t) => {
  for (const seed of [1, 2, 3]) t.ok(nothingIn(rumble(2 * SECOND, seed)), `seed ${seed}`);
});

t.test('a cut between two takes of one room is found where it is', async (t) => {
  for (const seed of [4, 5, 6]) {
    const cut = endToEnd(rumble(SECOND, seed), rumble(SECOND, seed + 100));
    // How far apart the two ends are is chance: a step of at least one deviation.
    cut.set(
      cut.subarray(SECOND).map((value) => value + 0.02),
      SECOND,
    );
    const step = jointOf(cut, 'step');
    t.ok(step.db > 11 && Math.abs(step.atMs - 1_000) <= 1, `seed ${seed}: ${step.db} dB at ${step.atMs} ms`);
  }
});

t.test('a click is no cut, nor is the start or end of digital silence', async (t) => {
  const click = rumble(2 * SECOND, 7);
  for (let n = 0; n < 40; n++) click[SECOND + n]! += 0.1 * Math.exp(-n / 6) * Math.cos(n);
  t.ok(jointOf(click, 'step').db < NONE.step);
  const gated = endToEnd(rumble(SECOND, 8), new Float32Array(SECOND), rumble(SECOND, 9));
  t.ok(jointOf(gated, 'step').db < NONE.step);
});

t.test('a fade out and in is found in its middle', async (t) => {
  for (const length of [80, 320]) t.ok(near(jointOf(fadedAt(rumble(2 * SECOND, 10), SECOND, length), 'dip'), 1_000));
});

t.test('a background that ends at once is found, one that dies away or begins is not', async (t) => {
  const [loud, quiet] = [rumble(SECOND, 11, 0.03), rumble(SECOND, 12, 0.002)];
  t.ok(near(jointOf(endToEnd(loud, quiet), 'fall'), 1_000));
  t.ok(jointOf(endToEnd(quiet, loud), 'fall').db < NONE.fall);
  const dying = loud.map((value, n) => value * 10 ** (-Math.max(0, n - SECOND / 2) / 4_000));
  t.ok(jointOf(endToEnd(dying, rumble(SECOND, 13, 0.0005)), 'fall').db < NONE.fall);
});

t.test('without a background, as after noise removal, holes and falls mean nothing', async (t) => {
  const speech = fadedAt(rumble(SECOND, 14), SECOND / 2, 80);
  const hushed = endToEnd(rumble(2 * SECOND, 15, 1e-5), speech, rumble(2 * SECOND, 16, 1e-5));
  t.same([jointOf(hushed, 'dip').db, jointOf(hushed, 'fall').db], [0, 0]);
});

t.test('long recordings are searched part by part, borders included', async (t) => {
  const long = rumble(12 * SECOND, 17);
  for (const at of [10 * SECOND, 11 * SECOND]) {
    t.ok(near(jointOf(fadedAt(long, at, 80), 'dip'), at / 16), `at ${at}`);
  }
});

t.test('silence, nothing at all and a moment have no joint', async (t) => {
  const nothing = (['step', 'dip', 'fall'] as const).map((kind) => ({ kind, db: 0, atMs: 0 }));
  for (const length of [0, 1, 500, 2 * SECOND]) t.same(findJoints(new Float32Array(length)), nothing, `${length}`);
});
