import t from 'tap';
import { POLICY } from './honest-reading.fixture.js';
import { jointChecks } from './joint-checks.js';

const limits = { ...POLICY.thresholds, jointStepDbMax: 11, jointDipDbMax: 12, jointFallDbMax: 13 };
const joints = (db: number) => [
  { kind: 'step', db, atMs: 2_400 } as const,
  { kind: 'dip', db, atMs: 900 } as const,
  { kind: 'fall', db, atMs: 0 } as const,
];
const outcomes = (db: number) => jointChecks(joints(db), 'pcm_s16le', limits).map(({ outcome }) => outcome);

t.test('each hint of a joint has a limit of its own, above which a person listens', async (t) => {
  t.same(outcomes(11), ['pass', 'pass', 'pass']);
  t.same(outcomes(12), ['review', 'pass', 'pass']);
  t.same(outcomes(13), ['review', 'review', 'pass']);
  t.same(outcomes(13.1), ['review', 'review', 'review']);
  t.same(outcomes(Number.NaN), ['review', 'review', 'review']);
});

t.test('the check says where, within what, and what to do', async (t) => {
  const [step] = jointChecks(joints(20), 'flac', limits);
  t.match(step, { name: 'joint_step_db', value: 20, qualifiedRange: [null, 11], atMs: 2_400, advice: /一次录完/ });
  t.equal(jointChecks(joints(1), 'pcm_alaw', limits)[0]?.advice, null);
});

t.test('a lossy codec makes holes of its own: nothing is concluded from them', async (t) => {
  for (const codec of ['aac', 'opus', 'mp3', 'amr_nb', 'unknown', 'not_pcm_s16le']) {
    const checks = jointChecks(joints(99), codec, limits);
    t.same(
      checks.map(({ name, value, outcome }) => [name, value, outcome]),
      [
        ['joint_step_db', null, 'pass'],
        ['joint_dip_db', null, 'pass'],
        ['joint_fall_db', null, 'pass'],
      ],
    );
    t.ok(checks.every(({ atMs }) => atMs === undefined));
  }
});
