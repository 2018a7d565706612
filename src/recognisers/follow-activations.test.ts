import t from 'tap';
import { HeshengError } from '../errors.js';
import type { Activation } from './activation.js';
import { type FollowOutcome, followActivations } from './follow-activations.js';

const activation = (generation: number): Activation => ({
  generation,
  packs: [{ id: `pack-${generation}`, sha256: 'ab'.repeat(32), mode: 'active', proved: true }],
  actor: { kind: 'operator' },
  createdAt: '2026-01-02T03:04:05.000Z',
});

const POLL_MS = 2;

/** A follower whose time passes only in `turn`, one look at the store at a time. */
const createBench = (broken: ReadonlySet<number> = new Set()) => {
  let timeMs = 0;
  let next: (() => void) | null = null;
  let asleep: (() => void) | null = null;
  const state = { current: null as Activation | null, storeFault: null as Error | null, broken: new Set(broken) };
  const changes: number[] = [];
  const outcomes: FollowOutcome[] = [];
  const faults: unknown[] = [];
  const follower = followActivations({
    activations: {
      current: async () => {
        if (state.storeFault) throw state.storeFault;
        return state.current;
      },
    },
    change: async ({ generation }) => {
      changes.push(generation);
      if (state.broken.has(generation)) throw new HeshengError('PACK_UNPROVEN', 'canary 1 was heard as nothing');
    },
    onOutcome: async (outcome) => void outcomes.push(outcome),
    onFault: (error) => void faults.push(error),
    clock: () => timeMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve());
        next = () => {
          timeMs += ms;
          resolve();
        };
        asleep?.();
      }),
    pollMs: POLL_MS,
    backOff: { firstMs: 2 * POLL_MS, capMs: 6 * POLL_MS },
  });
  const turn = async (times = 1): Promise<void> => {
    for (let left = times; left > 0; left--) {
      const looked = new Promise<void>((resolve) => {
        asleep = resolve;
      });
      next?.();
      await looked;
    }
  };
  return { state, changes, outcomes, faults, follower, turn };
};

t.test('a new generation is taken over once; nothing happens before the first', async (t) => {
  const { state, changes, outcomes, follower, turn } = createBench();
  await turn(2);
  t.same(changes, []);
  state.current = activation(1);
  await turn(3);
  state.current = activation(4);
  await turn(3);
  t.same(changes, [1, 4]);
  t.match(outcomes, [
    { kind: 'swapped', activation: { generation: 1 } },
    { kind: 'swapped', activation: { generation: 4 } },
  ]);
  await follower.stop();
});

t.test('a generation that fails is tried again later and later', async (t) => {
  const { state, changes, outcomes, follower, turn } = createBench(new Set([1]));
  state.current = activation(1);
  const attempts: number[] = [];
  for (let at = 0; at < 20; at++) {
    const before = changes.length;
    await turn();
    if (changes.length > before) attempts.push(at);
  }
  t.same(attempts, [1, 3, 7, 13, 19]);
  t.match(outcomes.slice(0, 2), [
    { kind: 'failed', code: 'PACK_UNPROVEN', failures: 1 },
    { kind: 'failed', failures: 2 },
  ]);
  state.broken.delete(1);
  await turn(6);
  t.match(outcomes.at(-1), { kind: 'swapped', activation: { generation: 1 } });
  await follower.stop();
});

t.test('a newer generation is taken over at once, and counts its own failures', async (t) => {
  const { state, changes, outcomes, follower, turn } = createBench(new Set([1, 2]));
  state.current = activation(1);
  await turn(4);
  state.current = activation(2);
  await turn();
  state.current = activation(3);
  await turn(20);
  t.same(changes, [1, 1, 2, 3]);
  t.match(outcomes[2], { kind: 'failed', failures: 1 });
  await follower.stop();
});

t.test('a store that cannot be read is read again', async (t) => {
  const { state, changes, faults, follower, turn } = createBench();
  state.storeFault = new Error('busy');
  state.current = activation(1);
  await turn(3);
  t.same(changes, []);
  t.same(faults, [state.storeFault, state.storeFault]);
  state.storeFault = null;
  await turn();
  t.same(changes, [1]);
  await follower.stop();
});
