import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { babbled, faster, noisy } from '../../src/fingerprint/babbled.fixture.js';
import { FINGERPRINT, fingerprint } from '../../src/fingerprint/fingerprint.js';
import { migrate } from '../../src/store/migrate.js';
import { shippedMigrations } from '../../src/store/migrations.js';
import { openSqliteDatabase } from '../../src/store/sqlite-database.js';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import type { Store } from '../../src/store/store.js';
import { findRepetition } from '../../src/verification/find-repetition.js';
import type { VerificationRequest } from '../../src/verification/verification.js';
import { AT, queued } from '../contract/samples.js';

const folder = await mkdtemp(join(tmpdir(), 'hesheng-repetition-'));
t.teardown(() => rm(folder, { recursive: true }));
let files = 0;

const open = async (t: { teardown(close: () => Promise<void>): void }): Promise<Store> => {
  const store = await openSqliteStore(join(folder, `${files++}.db`));
  t.teardown(() => store.close());
  return store;
};

type Asked = Partial<VerificationRequest> & { readonly id: string; readonly sha256?: string };

/** Posts a verification and looks whether its sound was known. */
const look = async (store: Store, { id, sha256 = id, ...request }: Asked, samples: Float32Array) => {
  const verification = { ...queued(id, request), audio: { ...queued(id).audio, sha256 } };
  if ((await store.verifications.find(id)) === null) await store.verifications.insert(verification);
  return findRepetition(store, verification)(samples);
};

t.test('the first of its kind is new, at every attempt', async (t) => {
  const store = await open(t);
  t.match(await look(store, { id: 'ver_1' }, babbled(1)), { kind: 'none', earlier: null });
  t.match(await look(store, { id: 'ver_2', outerBusinessId: 'biz-2' }, babbled(1)), { kind: 'near' });
  t.match(await look(store, { id: 'ver_1' }, babbled(1)), { kind: 'none' }, 'another attempt, after a copy came');
});

t.test('what is told of a copy: from where, how alike, how fast, where', async (t) => {
  const store = await open(t);
  await look(store, { id: 'ver_1' }, babbled(2));
  const copy = noisy(faster(babbled(2), 0.98), 25);
  const { similarity, speed, offsetMs, ...rest } = await look(store, { id: 'ver_2', outerBusinessId: null }, copy);
  t.same(rest, { kind: 'near', earlier: { kind: 'verification', id: 'ver_1' }, sameCase: false });
  t.ok(similarity! > 0.8 && Math.abs(speed! - 0.98) < 0.006 && Math.abs(offsetMs!) < 40);
});

t.test(
  'the same case is the same business id, or a reading that it supersedes, with the same speaker and clause',
  async (t) => {
    const store = await open(t);
    await look(store, { id: 'ver_1', sha256: 'same' }, babbled(3));
    const sameCaseOf = async (request: Asked) => {
      const found = await look(store, { sha256: 'same', ...request }, babbled(3));
      await store.fingerprints.remove({ kind: 'verification', id: request.id });
      t.equal(found.kind, 'exact');
      return found.sameCase;
    };
    t.equal(await sameCaseOf({ id: 'ver_2' }), true);
    t.equal(await sameCaseOf({ id: 'ver_3', outerBusinessId: null, supersedes: 'ver_1' }), true);
    t.equal(await sameCaseOf({ id: 'ver_4', outerBusinessId: null }), false);
    t.equal(await sameCaseOf({ id: 'ver_5', outerBusinessId: 'biz-2' }), false);
    t.equal(await sameCaseOf({ id: 'ver_6', speakerId: 'customer-2' }), false);
    t.equal(await sameCaseOf({ id: 'ver_7', clauseText: '本产品保证本金。' }), false);
    t.equal(await sameCaseOf({ id: 'ver_8', clauseId: 'another' }), false);
    t.equal(await sameCaseOf({ id: 'ver_9', supersedes: 'ver_1', speakerId: 'customer-2' }), false);
  },
);

t.test('two cases without a business id are two cases', async (t) => {
  const store = await open(t);
  await look(store, { id: 'ver_1', outerBusinessId: null }, babbled(4));
  t.match(await look(store, { id: 'ver_2', outerBusinessId: null }, babbled(4)), { kind: 'near', sameCase: false });
});

t.test('a copy of another case is told even when the same case has one as well', async (t) => {
  const store = await open(t);
  await look(store, { id: 'ver_1', outerBusinessId: 'biz-0' }, babbled(5));
  await look(store, { id: 'ver_2', sha256: 'mine' }, babbled(5));
  const found = await look(store, { id: 'ver_3', sha256: 'mine' }, babbled(5));
  t.match(found, { kind: 'near', earlier: { id: 'ver_1' }, sameCase: false });
});

t.test('a recording that a speaker was enrolled with is of no case', async (t) => {
  const store = await open(t);
  const subject = { kind: 'enrolment', id: 'enr_1' } as const;
  const { sketch } = fingerprint(babbled(6));
  await store.fingerprints.add({ subject, audioSha256: 'enrolled', method: FINGERPRINT, sketch });
  t.match(await look(store, { id: 'ver_1' }, babbled(6)), { kind: 'near', earlier: subject, sameCase: false });
});

t.test('recordings from before there were fingerprints are known by their bytes', async (t) => {
  const file = join(folder, 'old.db');
  const all = shippedMigrations();
  const old = openSqliteDatabase(file);
  const before = all.findIndex(({ name }) => name === 'fingerprints');
  migrate(old, all.slice(0, before), AT);
  for (const [id, at] of [
    ['ver_b', '2026-01-02'],
    ['ver_a', '2026-01-03'],
  ]) {
    old
      .prepare(
        `insert into verifications (id, status, audio_sha256, audio_bytes, audio_content_type, request, entry_hash, created_at, updated_at)
         values (?, 'queued', ?, 1, 'audio/wav', ?, 'hash', ?, ?)`,
      )
      .run([id, `bytes of ${id}`, JSON.stringify(queued('x').request), at, at]);
  }
  old.close();
  const store = await openSqliteStore(file);
  t.teardown(() => store.close());
  const found = await look(store, { id: 'ver_c', outerBusinessId: 'biz-2', sha256: 'bytes of ver_b' }, babbled(7));
  t.match(found, { kind: 'exact', earlier: { id: 'ver_b' }, sameCase: false });
  t.match(await look(store, { id: 'ver_d' }, babbled(8)), { kind: 'none' });
});
