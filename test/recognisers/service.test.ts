import { readFileSync } from 'node:fs';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t, { type Test } from 'tap';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import { createService } from '../../src/main.js';
import { packDigest } from '../../src/model/pack/pack-digest.js';
import type { ActivatedPack } from '../../src/recognisers/activation.js';
import { preferredTokens, toSpokenForm } from '../../src/text/to-spoken-form.js';
import { verifyAudit } from '../../src/verification/verify-audit.js';
import { audioPart, form, requestPart } from '../http/support/form.js';
import { openActivationBench } from './support/activation-bench.js';
import { putPack, SCRIPTED_ENTRY, TEXT } from './support/scripted-pack.js';

// The real service over a socket with the real embedded models; packs are scripted, in real processes.
t.setTimeout(240_000);

const fixture = (name: string): Buffer => readFileSync(join(INSTALLATION_DIR, 'fixtures', name));
const CLAUSE = (
  JSON.parse(fixture('fixtures.json').toString()) as readonly { file: string; clause_text: string }[]
).find(({ file }) => file === 'honest.wav')!.clause_text;
/** As a recogniser writes it, numbers in characters. */
const SPOKEN = preferredTokens(toSpokenForm(CLAUSE))
  .map(({ character }) => character)
  .join('');
const HONEST = fixture('honest.wav');

const until = async (isSo: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await isSo())) await sleep(50);
};

const openServed = async (t: Test) => {
  const bench = await openActivationBench(t);
  const config = { ...bench.config, maxEventLoopDelayMs: 60_000 };
  const service = await createService(config, { packEntry: SCRIPTED_ENTRY });
  t.teardown(() => service.close());
  const origin = await service.listen();
  await service.engine.ready();
  const { token } = await service.useCases.createKey('test', ['submit', 'read']);
  const read = async (request: object = {}) => {
    const shape = form(
      audioPart(HONEST),
      requestPart({ clause_text: CLAUSE, outer_business_id: 'one-case', ...request }),
    );
    const response = await fetch(`${origin}/v1/verifications`, {
      method: 'POST',
      body: new Uint8Array(shape.payload),
      headers: { ...shape.headers, authorization: `Bearer ${token}`, prefer: 'wait=30' },
    });
    return (await response.json()) as {
      id: string;
      status: string;
      verdict: string;
      models: readonly { id: string }[];
    };
  };
  const ready = async () => (await fetch(`${origin}/readyz`)).status;
  const swapped = async (generation: number) => {
    await until(async () =>
      (await bench.store.audit.about(`generation-${generation}`)).some(
        ({ entry }) => entry.action === 'models.swapped',
      ),
    );
  };
  const outcomes = async (generation: number) =>
    (await bench.store.audit.about(`generation-${generation}`)).map(
      ({ entry }) => `${entry.action} ${entry.detail.code ?? ''}`,
    );
  return { ...bench, service, read, ready, swapped, outcomes };
};

const activated = (id: string, sha256: string): ActivatedPack => ({ id, sha256, mode: 'active', proved: true });

t.test('packs are exchanged while readings are judged, and none of them fails', async (t) => {
  const { packs, activate, activator, swapped, read, store } = await openServed(t);
  await putPack(packs, 'a', { says: TEXT, loadMs: 300, hearMs: 50 }, { family: 'paraformer', dialects: ['mandarin'] });
  await putPack(packs, 'b', { says: TEXT, loadMs: 300 }, { family: 'paraformer', dialects: ['mandarin'] });
  let changing = true;
  const answers: Awaited<ReturnType<typeof read>>[] = [];
  const flow = async (): Promise<void> => {
    while (changing) answers.push(await read());
  };
  const flows = [flow(), flow()];
  await activate('a');
  await swapped(1);
  await activate('b');
  await swapped(2);
  await activator.deactivate('a');
  await swapped(3);
  await activator.rollBack();
  await swapped(4);
  changing = false;
  await Promise.all(flows);
  t.same([...new Set(answers.map(({ status }) => status))], ['completed']);
  t.ok(
    answers.some(({ models }) => models.some(({ id }) => id === 'a')),
    'packs took part',
  );
  t.match(await verifyAudit(store.audit), { intact: true });
});

t.test('a pack that cannot serve leaves everything as it was, and says so in the audit log', async (t) => {
  const { packs, activate, swapped, outcomes, read, ready, store, audit } = await openServed(t);
  const wishes = { family: 'paraformer', dialects: ['mandarin'] };
  await putPack(packs, 'good', { says: SPOKEN }, { ...wishes, canary: CLAUSE });
  await activate('good');
  await swapped(1);
  const cut = await putPack(packs, 'cut', { says: TEXT });
  await truncate(join(packs, 'cut', 'model.onnx'), 3);
  const dead = await putPack(packs, 'dead', { says: TEXT, dies: 'loading' });
  const mute = await putPack(packs, 'mute', { says: '' });
  const broken = [
    ['cut', packDigest(cut), 'MODEL_INVALID'],
    ['dead', packDigest(dead), 'ENGINE_UNAVAILABLE'],
    ['mute', packDigest(mute), 'PACK_UNPROVEN'],
    ['mute', packDigest(dead), 'PACK_DAMAGED'],
    ['gone', packDigest(dead), 'PACK_UNKNOWN'],
  ] as const;
  const kept = (await store.activations.current())!.packs;
  for (const [at, [id, sha256, code]] of broken.entries()) {
    const generation = at + 2;
    await store.activations.append({
      generation,
      packs: [...kept, activated(id, sha256)],
      actor: { kind: 'operator' },
      createdAt: new Date().toISOString(),
    });
    await until(async () => (await outcomes(generation)).length > 0);
    t.same(await outcomes(generation), [`models.activation_failed ${code}`]);
    t.equal(await ready(), 200);
    const answer = await read();
    t.match(answer, { status: 'completed', verdict: 'pass' });
    t.ok(
      answer.models.some((model) => model.id === 'good'),
      'the pack that ran goes on',
    );
  }
  t.equal((await audit()).filter((line) => line === 'models.activation_failed failure').length, broken.length);
});

t.test('a reading whose pack dies under it is judged', async (t) => {
  const { packs, activate, swapped, read, service } = await openServed(t);
  await putPack(
    packs,
    'slow',
    { says: SPOKEN, hearMs: 1_500 },
    {
      family: 'paraformer',
      dialects: ['mandarin'],
      canary: CLAUSE,
    },
  );
  await activate('slow');
  await swapped(1);
  const answer = read();
  await until(() => service.packs.stats()[0]?.busy === 1);
  process.kill(service.packs.stats()[0]!.pids[0]!, 'SIGKILL');
  t.match(await answer, { status: 'completed', verdict: 'pass', models: [{}, {}, {}, { id: 'slow' }] });
  t.equal(service.packs.stats()[0]?.restarts, 1);
});

t.test('packs in the shadow are compared with the verdicts, and change none', async (t) => {
  const { packs, activate, swapped, read, store, models } = await openServed(t);
  const wishes = { family: 'paraformer', dialects: ['mandarin'] };
  await putPack(packs, 'same', { says: SPOKEN }, { ...wishes, canary: CLAUSE });
  await putPack(packs, 'other', { says: TEXT }, wishes);
  await putPack(packs, 'elsewhere', { says: TEXT });
  for (const id of ['same', 'other', 'elsewhere']) await activate(id, { mode: 'shadow' });
  await swapped(3);
  const answer = await read();
  t.match(answer, { status: 'completed', verdict: 'pass' });
  t.notOk(answer.models.some(({ id }) => ['same', 'other'].includes(id)));
  await until(async () => (await store.shadows.tallies(null)).length === 2);
  t.match(await store.shadows.tallies(null), [
    { packId: 'other', verdicts: [{ verdict: 'pass', shadowVerdict: 'review', count: 1 }], failed: 0 },
    { packId: 'same', verdicts: [{ verdict: 'pass', shadowVerdict: 'pass', count: 1 }], failed: 0 },
  ]);
  t.match(await models('shadow', 'other'), {
    code: 0,
    out: /GIVEN {3}pass {2}review {2}fail\n {2}pass {4}0 {5}1 {7}0\n.*differs in 1 of 1: 100.0 %.*dropped 0, failed 0/s,
  });
  t.match(JSON.parse((await models('shadow', '--json')).out), [{ packId: 'other' }, { packId: 'same', differing: 0 }]);
  t.match(await models('shadow', 'none'), { out: 'no pack has run in the shadow\n' });
});
