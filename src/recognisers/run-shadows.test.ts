import t from 'tap';
import { HeshengError } from '../errors.js';
import type { ShadowResult } from '../store/shadow-store.js';
import type { Verification } from '../verification/verification.js';
import type { RosterPack } from './roster-pack.js';
import { runShadows, type ShadowNeeds } from './run-shadows.js';

const pack = (id: string, mode: RosterPack['mode'], ability: RosterPack['ability'] = 'posteriors'): RosterPack => ({
  role: 'asr',
  id,
  sha256: id.repeat(3),
  ability,
  dialects: ['wu'],
  languages: ['zh'],
  mode,
});

const judged = (id: string): Verification =>
  ({ id, status: 'completed', judgement: { verdict: 'pass' } }) as Verification;

const createBench = (packs: readonly RosterPack[], overrides: Partial<ShadowNeeds> = {}) => {
  const state = { idle: true, leases: 0, timeMs: 0 };
  const results: ShadowResult[] = [];
  const misses: string[] = [];
  const faults: unknown[] = [];
  const shadows = runShadows({
    roster: {
      models: () => [],
      lease: () => {
        state.leases += 1;
        const release = () => {
          state.leases -= 1;
        };
        const hear = () => Promise.reject(new Error('the judge hears'));
        return { packs, hear, voice: null, embed: hear, spoofs: [], screen: hear, release };
      },
    },
    generation: () => 7,
    verifications: { find: async (id) => judged(id) },
    shadows: {
      insert: async (result) => void results.push(result),
      miss: async ({ packId }, kind) => void misses.push(`${packId} ${kind}`),
    },
    judge: async (_, { id }) => (id === 'x' ? null : 'review'),
    isIdle: async () => state.idle,
    onFault: (error) => void faults.push(error),
    clock: () => {
      state.timeMs += 5;
      return state.timeMs;
    },
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
    idlePollMs: 1,
    queueLimit: 2,
    ...overrides,
  });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  return { state, results, misses, faults, shadows, settle };
};

t.test(
  'packs in the shadow judge what was judged; active ones, opinions and those not asked leave no result',
  async (t) => {
    const packs = [pack('a', 'active'), pack('s', 'shadow'), pack('o', 'shadow', 'opinion'), pack('x', 'shadow')];
    const { state, results, misses, shadows, settle } = createBench(packs);
    shadows.offer('ver_1');
    await settle();
    t.same(results, [
      {
        verificationId: 'ver_1',
        packId: 's',
        packSha256: 'sss',
        generation: 7,
        verdict: 'pass',
        shadowVerdict: 'review',
        ms: 5,
        createdAt: '1970-01-01T00:00:00.010Z',
      },
    ]);
    t.same(misses, []);
    t.equal(state.leases, 0);
  },
);

t.test('nothing begins while readings wait; what does not fit is dropped and counted', async (t) => {
  const { state, results, misses, shadows, settle } = createBench([pack('s', 'shadow')]);
  state.idle = false;
  for (const id of ['ver_1', 'ver_2', 'ver_3', 'ver_4']) shadows.offer(id);
  await settle();
  t.same(results, []);
  t.same(misses, ['s dropped', 's dropped']);
  state.idle = true;
  await settle();
  t.same(
    results.map(({ verificationId }) => verificationId),
    ['ver_1', 'ver_2'],
  );
});

t.test('a pack that fails is counted, and the next reading is judged', async (t) => {
  let failing = true;
  const judge = async () => {
    if (failing) throw new HeshengError('ENGINE_TIMEOUT', 'too long');
    return 'pass' as const;
  };
  const { results, misses, faults, shadows, settle } = createBench([pack('s', 'shadow')], { judge });
  shadows.offer('ver_1');
  await settle();
  failing = false;
  shadows.offer('ver_2');
  await settle();
  t.same(misses, ['s failed']);
  t.match(faults, [{ code: 'ENGINE_TIMEOUT' }]);
  t.match(results, [{ verificationId: 'ver_2', shadowVerdict: 'pass' }]);
});

t.test('without packs in the shadow nothing is kept, and a failed verification is not judged again', async (t) => {
  const none = createBench([pack('a', 'active')]);
  for (let at = 0; at < 5; at++) none.shadows.offer(`ver_${at}`);
  await none.settle();
  t.same([none.results, none.misses], [[], []]);
  const failed = createBench([pack('s', 'shadow')], {
    verifications: { find: async (id) => ({ ...judged(id), status: 'failed' }) as Verification },
  });
  failed.shadows.offer('ver_1');
  await failed.settle();
  t.same([failed.results, failed.misses], [[], []]);
});

t.test('a stop waits for the one in hand, counts nothing for it and begins nothing more', async (t) => {
  let finish: (fault: Error) => void = () => {};
  const judge: ShadowNeeds['judge'] = () => new Promise((_, reject) => (finish = reject));
  const { results, misses, shadows, settle } = createBench([pack('s', 'shadow')], { judge });
  shadows.offer('ver_1');
  shadows.offer('ver_2');
  await settle();
  const stopped = shadows.stop();
  finish(new HeshengError('SHUTTING_DOWN', 'closed'));
  await stopped;
  shadows.offer('ver_3');
  await settle();
  t.same([results, misses], [[], []]);
});
