import t from 'tap';
import type { PackAnswer, PackPool, PackTask } from '../engine/pack-pool.js';
import { HeshengError } from '../errors.js';
import { PackRoster } from './pack-roster.js';
import type { RosterMember, RosterPack, RosterSpoof, RosterVoice } from './roster-pack.js';

const pack = (id: string): RosterPack => ({
  role: 'asr',
  id,
  sha256: id.repeat(3),
  ability: 'posteriors',
  dialects: ['wu'],
  languages: ['zh'],
  mode: 'active',
});

const voice = (id: string): RosterVoice => ({ role: 'voice', id, sha256: id.repeat(3), mode: 'active' });
const spoof = (id: string): RosterSpoof => ({ role: 'spoof', id, sha256: id.repeat(3), mode: 'active' });

const TASK: PackTask = { samples: new Float32Array(1), speech: [], context: 'none' };

const ANSWERS: Readonly<Record<RosterMember['role'], (id: string) => PackAnswer>> = {
  asr: (id) => ({ role: 'asr', hearing: { posteriors: null, written: [{ text: id, startMs: null }] } }),
  voice: () => ({ role: 'voice', voice: { vector: Float32Array.of(1), speechMs: 7 } }),
  spoof: () => ({ role: 'spoof', score: 0.25 }),
};

/** A pool that answers with its own id, and tells what became of it. */
const createBench = (broken: ReadonlySet<string> = new Set(), unproved: ReadonlySet<string> = new Set()) => {
  const events: string[] = [];
  const start = ({ id, role }: RosterMember): PackPool => {
    events.push(`start ${id}`);
    return {
      run: async () => ANSWERS[role](id),
      models: () => [{ role, id, sha256: id.repeat(3) }],
      stats: () => {
        throw new Error('nobody asks');
      },
      ready: async () => {
        if (broken.has(id)) throw new HeshengError('ENGINE_UNAVAILABLE', `${id} does not start`);
      },
      close: async () => {
        events.push(`end ${id}`);
      },
    };
  };
  const prove = async ({ id }: RosterMember) => {
    events.push(`prove ${id}`);
    if (unproved.has(id)) throw new HeshengError('MODEL_INVALID', `${id} hears nonsense`);
  };
  return { events, roster: new PackRoster({ start, prove }) };
};

t.test('a change starts and proves what is new, keeps what runs, and ends what is not wanted', async (t) => {
  const { events, roster } = createBench();
  await roster.change([pack('a'), pack('b')]);
  await roster.change([pack('b'), pack('c')]);
  t.strictSame(events, ['start a', 'prove a', 'start b', 'prove b', 'start c', 'prove c', 'end a']);
  t.strictSame(
    roster.packs.map(({ id }) => id),
    ['b', 'c'],
  );
});

t.test('a reading keeps the packs that it began with until it is done', async (t) => {
  const { events, roster } = createBench();
  await roster.change([pack('a')]);
  const lease = roster.lease();
  await roster.change([pack('b')]);
  t.notOk(events.includes('end a'));
  t.equal((await lease.hear('aaa', TASK)).written[0]?.text, 'a');
  await t.rejects(lease.hear('bbb', TASK), /did not lease/);
  lease.release();
  lease.release();
  await Promise.resolve();
  t.equal(events.filter((event) => event === 'end a').length, 1);
  await t.rejects(lease.hear('aaa', TASK), /did not lease/);
  t.strictSame(
    roster.lease().packs.map(({ id }) => id),
    ['b'],
  );
});

t.test('a pack that cannot serve leaves everything as it was', async (t) => {
  const { events, roster } = createBench(new Set(['x']), new Set(['y']));
  await roster.change([pack('a')]);
  await t.rejects(roster.change([pack('a'), pack('b'), pack('x')]), { code: 'ENGINE_UNAVAILABLE' });
  await t.rejects(roster.change([pack('y')]), { code: 'MODEL_INVALID' });
  t.strictSame(
    roster.packs.map(({ id }) => id),
    ['a'],
  );
  t.strictSame(
    events.filter((event) => event.startsWith('end')),
    ['end x', 'end b', 'end y'],
  );
  await roster.change([pack('c')]);
  t.ok(events.includes('end a'), 'a later change works');
});

t.test('one pack changes its part without being started again', async (t) => {
  const { events, roster } = createBench();
  await roster.change([{ ...pack('a'), mode: 'shadow' }]);
  await roster.change([pack('a')]);
  t.strictSame(events, ['start a', 'prove a']);
  t.equal(roster.packs[0]?.mode, 'active');
});

t.test('closing ends every process, and waits for the readings in hand', async (t) => {
  const { events, roster } = createBench();
  await roster.change([pack('a')]);
  const lease = roster.lease();
  const closed = roster.close();
  t.notOk(events.includes('end a'));
  lease.release();
  await closed;
  t.ok(events.includes('end a'));
});

t.test('closing does not wait for a pack that is being loaded, and none is started after it', async (t) => {
  const events: string[] = [];
  const start = ({ id }: RosterMember): PackPool => {
    let stop: (fault: Error) => void = () => {};
    const stopped = new Promise<void>((_, reject) => {
      stop = reject;
    });
    events.push(`start ${id}`);
    return {
      run: () => Promise.reject(new Error('nobody hears')),
      models: () => [],
      stats: () => {
        throw new Error('nobody asks');
      },
      ready: () => stopped,
      close: async () => {
        events.push(`end ${id}`);
        stop(new HeshengError('SHUTTING_DOWN', 'closed'));
      },
    };
  };
  const roster = new PackRoster({ start, prove: async () => {} });
  const change = t.rejects(roster.change([pack('a'), pack('b')]), { code: 'SHUTTING_DOWN' });
  await new Promise((resolve) => setImmediate(resolve));
  await roster.close();
  await change;
  await t.rejects(roster.change([pack('c')]), { code: 'SHUTTING_DOWN' });
  t.same([...new Set(events)], ['start a', 'end a']);
});

t.test('a voice model is no recogniser, and is asked for voices alone', async (t) => {
  const { roster } = createBench();
  await roster.change([pack('a'), voice('v'), spoof('s')]);
  const lease = roster.lease();
  t.strictSame(
    lease.packs.map(({ id }) => id),
    ['a'],
  );
  t.match(lease.voice, { id: 'v' });
  t.match(await lease.embed(TASK), { speechMs: 7 });
  t.match(await lease.hear('aaa', TASK), { written: [{ text: 'a' }] });
  await t.rejects(lease.hear('vvv', TASK), { code: 'ENGINE_FAILURE' });
  t.match(lease.spoofs, [{ id: 's' }]);
  t.equal(await lease.screen('sss', TASK), 0.25);
  await t.rejects(lease.screen('vvv', TASK), { code: 'ENGINE_FAILURE' });
  t.strictSame(
    roster.models().map(({ role, id }) => `${role} ${id}`),
    ['asr a', 'voice v', 'spoof s'],
  );
  lease.release();
  await roster.change([pack('a')]);
  const without = roster.lease();
  t.equal(without.voice, null);
  await t.rejects(without.embed(TASK), /did not lease/);
  without.release();
  await roster.close();
});
