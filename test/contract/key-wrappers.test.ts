import { createSecretKey, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { keyRing } from '../../src/voiceprint/key-ring.js';
import type { KeyWrapper } from '../../src/voiceprint/key-wrapper.js';
import { localKeyWrapper } from '../../src/voiceprint/local-key-wrapper.js';
import { transitKeyWrapper } from '../../src/voiceprint/transit-key-wrapper.js';
import { startTransitServer } from './transit-server.js';

const TOKEN = 'a token of the test';
const newLocal = (): KeyWrapper => localKeyWrapper(createSecretKey(randomBytes(32)));

const folder = t.testdir({ token: `${TOKEN}\n` });
const server = await startTransitServer(TOKEN);
t.teardown(() => server.close());
const transit = (more = {}): KeyWrapper =>
  transitKeyWrapper({
    url: server.url,
    key: 'hesheng',
    tokenFile: join(folder, 'token'),
    timeoutMs: 10_000,
    ...more,
  });

const WRAPPERS: readonly { readonly name: string; readonly wrapper: KeyWrapper }[] = [
  { name: 'local', wrapper: newLocal() },
  { name: 'transit', wrapper: transit() },
  { name: 'ring of local keys', wrapper: keyRing(newLocal(), newLocal(), newLocal()) },
  { name: 'ring of a service and a local key', wrapper: keyRing(transit(), newLocal()) },
];
const UNREADABLE = { code: 'TEMPLATE_UNREADABLE' };
const CONTEXT = Buffer.from('context');

for (const { name, wrapper } of WRAPPERS) {
  t.test(name, async (t) => {
    const dataKey = randomBytes(32);
    const wrapped = await wrapper.wrap(dataKey, CONTEXT);

    t.test('a data key comes back under its context, and what is wrapped does not show it', async (t) => {
      t.same(await wrapper.unwrap(wrapped, CONTEXT), dataKey);
      t.notOk(Buffer.from(wrapped).includes(dataKey.subarray(0, 8)));
      t.notOk(Buffer.from(wrapped).includes(dataKey.toString('base64').slice(0, 12)));
      t.notSame(await wrapper.wrap(dataKey, CONTEXT), wrapped, 'never the same twice');
    });

    t.test('it says which master key wrapped it, which is the current one', async (t) => {
      t.equal(wrapper.keyOf(wrapped), await wrapper.currentKey());
      t.match(await wrapper.currentKey(), /^(local\/[0-9a-f]{16}|service\/hesheng\/v\d+)$/);
    });

    t.test('another context does not unwrap it', async (t) => {
      for (const other of ['', 'contex', 'context ', 'Context']) {
        await t.rejects(wrapper.unwrap(wrapped, Buffer.from(other)), UNREADABLE);
      }
    });

    t.test('any bytes and any context', async () => {
      const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
      await fc.assert(
        fc.asyncProperty(bytes, fc.uint8Array({ maxLength: 400 }), async (key, context) =>
          Buffer.from(key).equals(await wrapper.unwrap(await wrapper.wrap(key, context), context)),
        ),
        { numRuns: 25 },
      );
    });

    t.test('any changed byte is noticed', async (t) => {
      for (let at = 0; at < wrapped.length; at += 1) {
        const forged = Uint8Array.from(wrapped);
        forged[at]! ^= 1;
        await t.rejects(wrapper.unwrap(forged, CONTEXT), UNREADABLE, `byte ${at}`);
      }
    });

    t.test('what is cut, lengthened or from elsewhere belongs to no key of it', async (t) => {
      const foreign = await newLocal().wrap(dataKey, CONTEXT);
      t.equal(wrapper.keyOf(foreign), null);
      for (const bytes of [
        new Uint8Array(),
        wrapped.subarray(0, 5),
        Buffer.concat([wrapped, Buffer.from('!')]),
        foreign,
      ]) {
        await t.rejects(wrapper.unwrap(bytes, CONTEXT), UNREADABLE);
      }
    });
  });
}

t.test('in a ring the newest wraps, and every one unwraps what it wrapped', async (t) => {
  const [oldest, older] = [newLocal(), transit()];
  const dataKey = randomBytes(32);
  const wrapped = [await oldest.wrap(dataKey, CONTEXT), await older.wrap(dataKey, CONTEXT)];
  const newest = newLocal();
  const ring = keyRing(newest, older, oldest);
  for (const one of wrapped) t.same(await ring.unwrap(one, CONTEXT), dataKey);
  t.equal(ring.keyOf(await ring.wrap(dataKey, CONTEXT)), await newest.currentKey());
  t.equal(ring.keyOf(wrapped[0]!), await oldest.currentKey());
  await t.rejects(keyRing(newest).unwrap(wrapped[0]!, CONTEXT), UNREADABLE);
});

t.test('a new version of a key at the service wraps, and the earlier one still unwraps', async (t) => {
  const wrapper = transit();
  const dataKey = randomBytes(32);
  const before = await wrapper.wrap(dataKey, CONTEXT);
  const key = await wrapper.currentKey();
  server.rotate();
  t.not(await wrapper.currentKey(), key);
  t.equal(wrapper.keyOf(before), key);
  t.same(await wrapper.unwrap(before, CONTEXT), dataKey);
  t.equal(wrapper.keyOf(await wrapper.wrap(dataKey, CONTEXT)), await wrapper.currentKey());
});

t.test('the token is read anew for every call', async (t) => {
  const tokenFile = join(folder, 'renewed');
  writeFileSync(tokenFile, 'run out');
  const wrapper = transit({ tokenFile });
  await t.rejects(wrapper.currentKey(), { code: 'KEY_SERVICE_UNAVAILABLE', detail: /403/ });
  writeFileSync(tokenFile, TOKEN);
  t.match(await wrapper.currentKey(), /^service/);
});

const answering =
  (status: number, body: string) =>
  (_: unknown, response: ServerResponse): void =>
    void response.writeHead(status).end(body);

t.test('whatever a service does wrong is one stable fault that may pass, and tells nothing of the key', async (t) => {
  const wrapper = transit({ timeoutMs: 400 });
  const dataKey = randomBytes(32);
  const wrapped = await wrapper.wrap(dataKey, CONTEXT);
  const faults = {
    sealed: answering(503, '{"errors":["Vault is sealed"]}'),
    limited: answering(429, ''),
    'no JSON': answering(200, '<html>'),
    'no data': answering(200, '{}'),
    null: answering(200, 'null'),
    'other data': answering(200, '{"data":{"ciphertext":"x","plaintext":"AAAA","latest_version":"one"}}'),
    redirected: (_: unknown, response: ServerResponse) =>
      void response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
    'closed without an answer': (_: unknown, response: ServerResponse) => void response.destroy(),
    'closed half way': (_: unknown, response: ServerResponse) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"data"');
      setTimeout(() => response.destroy(), 20);
    },
    silent: () => undefined,
    'silent half way': (_: unknown, response: ServerResponse) => void response.writeHead(200).write('{'),
  };
  for (const [name, fault] of Object.entries(faults)) {
    server.failWith(fault);
    for (const call of [
      () => wrapper.wrap(dataKey, CONTEXT),
      () => wrapper.unwrap(wrapped, CONTEXT),
      wrapper.currentKey,
    ]) {
      const error = await call().then(
        () => null,
        (cause: { readonly code: string; readonly detail: string }) => cause,
      );
      t.equal(error?.code, 'KEY_SERVICE_UNAVAILABLE', name);
      t.notOk(error?.detail.includes(dataKey.toString('base64')));
    }
  }
  server.failWith(null);
  t.same(await wrapper.unwrap(wrapped, CONTEXT), dataKey, 'and it works again');
});

t.test('a service that is not there, a key that is not there, and a token file that is not there', async (t) => {
  const gone = await startTransitServer(TOKEN);
  await gone.close();
  for (const more of [{ url: gone.url }, { key: 'other' }, { tokenFile: join(folder, 'none') }]) {
    const wrapper = transit(more);
    await t.rejects(wrapper.wrap(randomBytes(32), CONTEXT), { code: 'KEY_SERVICE_UNAVAILABLE' });
    await t.rejects(wrapper.currentKey(), { code: 'KEY_SERVICE_UNAVAILABLE' });
  }
});
