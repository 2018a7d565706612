import { createSecretKey, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import t from 'tap';
import { templateContext } from '../../src/verification/load-speaker.js';
import { rotateMasterKey } from '../../src/verification/rotate-master-key.js';
import { verifyAudit } from '../../src/verification/verify-audit.js';
import { keyRing } from '../../src/voiceprint/key-ring.js';
import type { KeyVault } from '../../src/voiceprint/key-vault.js';
import type { KeyWrapper } from '../../src/voiceprint/key-wrapper.js';
import { localKeyWrapper } from '../../src/voiceprint/local-key-wrapper.js';
import { openTemplate, sealTemplate } from '../../src/voiceprint/template-cipher.js';
import { transitKeyWrapper } from '../../src/voiceprint/transit-key-wrapper.js';
import { startTransitServer } from '../contract/transit-server.js';
import { CALLER, created, openServiceBench, type ServiceBench, SUBMISSION, VOICE_MODEL } from './service-bench.js';

const DAY = 86_400_000;
const newKey = (): KeyWrapper => localKeyWrapper(createSecretKey(randomBytes(32)));
const voiceOf = (index: number): Float32Array => Float32Array.of(index, 1, 2, 3);
const idOf = (index: number): string => `enr_${String(index).padStart(3, '0')}`;

const enrolMany = async ({ store, vault }: ServiceBench, keys: KeyWrapper, to: number, from = 0): Promise<void> => {
  for (let index = from; index < to; index += 1) {
    const enrolment = { id: idOf(index), speakerId: `s${index}`, voiceModel: VOICE_MODEL };
    const { sealed, wrappedKey } = await sealTemplate(voiceOf(index), templateContext(enrolment), keys);
    await vault.put(enrolment.id, wrappedKey);
    const rest = { effectiveSpeechMs: 9000, checks: [], recordings: 1, createdAt: new Date().toISOString() };
    await store.speakers.addEnrolment({ ...enrolment, ...rest }, 'consent', sealed);
  }
};

/** Indexes of the templates that these keys open. */
const readable = async (
  { store, vault }: ServiceBench,
  keys: KeyWrapper,
  count: number,
): Promise<readonly number[]> => {
  const found: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const [stored, wrappedKey] = [await store.speakers.template(idOf(index)), await vault.get(idOf(index))];
    if (stored === null || wrappedKey === null) continue;
    const context = templateContext({ ...stored, id: idOf(index) });
    const voice = await openTemplate({ ...stored, wrappedKey }, context, keys).catch(() => null);
    if (voice !== null && Buffer.from(voice.buffer).equals(Buffer.from(voiceOf(index).buffer))) found.push(index);
  }
  return found;
};

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

t.test('every data key goes from the old master key to the new one, more of them than a page holds', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const [old, next] = [newKey(), newKey()];
  await enrolMany(bench, old, 204);
  await enrolMany(bench, next, 205, 204);
  const needs = { ...bench, keys: keyRing(next, old), clock: Date.now };
  const rotation = await rotateMasterKey(needs);
  t.match(rotation, { left: 0, counts: { rewrapped: 204, current: 1, gone: 0, unreadable: 0 } });
  t.same(await readable(bench, next, 205), upTo(205));
  t.same(await readable(bench, old, 205), []);
  t.match(await rotateMasterKey(needs), { left: 0, counts: { rewrapped: 0, current: 205 } });
  const { entry } = (await bench.store.audit.after(0, 10)).at(-1)!;
  t.match(entry, { action: 'master_key.rotated', subject: { id: await next.currentKey() }, outcome: 'success' });
  t.ok((await verifyAudit(bench.store.audit)).intact);
});

t.test('a data key under a key that is not here stays as it is and is told', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const [lost, old, next] = [newKey(), newKey(), newKey()];
  await enrolMany(bench, lost, 1);
  await bench.vault.put('enr_none', randomBytes(73));
  const before = await bench.vault.get(idOf(0));
  const rotation = await rotateMasterKey({ ...bench, keys: keyRing(next, old), clock: Date.now });
  t.match(rotation, { left: 1, counts: { rewrapped: 0, unreadable: 1 } });
  t.same(await bench.vault.get(idOf(0)), before);
  t.match((await bench.store.audit.after(0, 10)).at(-1)?.entry, { outcome: 'failure', detail: { left: 1 } });
});

t.test('a deletion that comes between does not get its key back; a key that was put between is taken up', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const [old, next] = [newKey(), newKey()];
  await enrolMany(bench, old, 4);
  let seen = 0;
  /** The moment between reading a data key and replacing it. */
  const between: KeyWrapper = {
    ...next,
    wrap: async (dataKey, context) => {
      seen += 1;
      if (seen === 1) await bench.useCases.deleteSpeaker('s0');
      if (seen === 2) await bench.vault.destroy(idOf(1));
      if (seen === 3) await bench.vault.put(idOf(2), await old.wrap(dataKey, context));
      return next.wrap(dataKey, context);
    },
  };
  const rotation = await rotateMasterKey({ ...bench, keys: keyRing(between, old), clock: Date.now });
  t.match(rotation, { left: 0, counts: { rewrapped: 2, gone: 2 } });
  t.equal(await bench.vault.get(idOf(0)), null);
  t.equal(await bench.vault.get(idOf(1)), null);
  t.same(await readable(bench, next, 4), [2, 3]);
});

t.test('a wrapper that does not unwrap what it wrapped replaces nothing', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const [old, next] = [newKey(), newKey()];
  await enrolMany(bench, old, 1);
  const broken: KeyWrapper = { ...next, wrap: async (_, context) => next.wrap(randomBytes(32), context) };
  const rotating = rotateMasterKey({ ...bench, keys: keyRing(broken, old), clock: Date.now });
  await t.rejects(rotating, { code: 'KEY_SERVICE_UNAVAILABLE' });
  t.same(await readable(bench, old, 1), [0]);
});

t.test('from a local key to a key service, through an outage, to its next version, and back', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const folder = t.testdir({ token: 'token' });
  const server = await startTransitServer('token');
  t.teardown(() => server.close());
  const service = { url: server.url, key: 'hesheng', tokenFile: join(folder, 'token'), timeoutMs: 10_000 };
  const [local, remote] = [newKey(), transitKeyWrapper(service)];
  await enrolMany(bench, local, 6);
  const needs = { ...bench, keys: keyRing(remote, local), clock: Date.now };
  const stopAt = server.calls.length + 6;
  const put = bench.vault.put;
  const failing: KeyVault = {
    ...bench.vault,
    put: async (id, key) => {
      await put(id, key);
      if (server.calls.length > stopAt) server.failWith((_, response) => void response.writeHead(503).end());
    },
  };
  await t.rejects(rotateMasterKey({ ...needs, vault: failing }), { code: 'KEY_SERVICE_UNAVAILABLE' });
  server.failWith(null);
  const moved = (await readable(bench, remote, 6)).length;
  t.ok(moved > 0 && moved < 6, 'it stopped in the middle');
  t.match(await rotateMasterKey(needs), { left: 0, counts: { rewrapped: 6 - moved, current: moved } });
  t.same(await readable(bench, remote, 6), upTo(6));

  server.rotate();
  t.match(await rotateMasterKey(needs), { key: 'service/hesheng/v2', left: 0, counts: { rewrapped: 6 } });
  const next = newKey();
  t.match(await rotateMasterKey({ ...needs, keys: keyRing(next, remote) }), { left: 0, counts: { rewrapped: 6 } });
  t.same(await readable(bench, next, 6), upTo(6));
});

t.test('while the key service is away a reading waits for it, and gets its verdict', async (t) => {
  const folder = t.testdir({ token: 'token' });
  const server = await startTransitServer('token');
  t.teardown(() => server.close());
  const service = { url: server.url, key: 'hesheng', tokenFile: join(folder, 'token'), timeoutMs: 10_000 };
  const keys = transitKeyWrapper(service);
  const bench = await openServiceBench({ keys });
  t.teardown(() => bench.close());
  await enrolMany(bench, keys, 1);
  server.failWith((_, response) => void response.writeHead(503).end());
  const outcome = await bench.useCases.submit({ ...SUBMISSION, speakerId: 's0' }, await bench.upload(), CALLER);
  const { id } = created(outcome);
  const worker = bench.work();
  while (bench.failedAttempts.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  t.match(bench.failedAttempts, [{ code: 'KEY_SERVICE_UNAVAILABLE', willRetry: true }]);
  server.failWith(null);
  const waiting = setInterval(() => worker.wake(), 50);
  t.teardown(() => clearInterval(waiting));
  t.match(await bench.useCases.waitFor(id, DAY), { status: 'completed' });
});
