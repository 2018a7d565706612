import { createPublicKey, createSecretKey, verify } from 'node:crypto';
import { join } from 'node:path';
import t from 'tap';
import { signedText } from '../../src/challenge/signed-text.js';
import { openSqliteDatabase } from '../../src/store/sqlite-database.js';
import type { Challenge, ChallengeInput, Submission } from '../../src/verification/use-cases.js';
import { MASTER_KEY, openServiceBench, openServiceBenchIn, type ServiceBench, SUBMISSION } from './service-bench.js';

const CALLER = { keyId: 'key_a', idempotencyKey: null };
const ASKED: ChallengeInput = {
  kind: 'digits',
  length: null,
  position: 'before',
  outerBusinessId: 'biz-1',
  speakerId: null,
};
const SECOND = 1_000;

const issue = (bench: ServiceBench, change: Partial<ChallengeInput> = {}): Promise<Challenge> =>
  bench.useCases.issueChallenge({ ...ASKED, ...change }, 'key_a');

const submit = async (
  bench: ServiceBench,
  challengeId: string,
  change: Partial<Submission> = {},
  caller: { keyId: string; idempotencyKey: string | null } = CALLER,
) => {
  const outcome = await bench.useCases.submit(
    { ...SUBMISSION, ...change, challengeId },
    await bench.upload(Buffer.from('one recording')),
    caller,
  );
  if (outcome.kind !== 'created') throw new Error('replayed');
  return outcome.verification;
};

t.test('a challenge is given, used once, and its phrase is then the verification’s alone', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const given = await issue(bench);
  t.match(given, { status: 'open', phrase: /^[零二三四五六七八九]{6}$/, prompt: `请朗读：${given.phrase}` });
  t.match(await bench.useCases.challenge(given.id), { status: 'open', phrase: null, prompt: null });

  const verification = await submit(bench, given.id);
  t.same(verification.request.challenge, { id: given.id, kind: 'digits', phrase: given.phrase, position: 'before' });
  t.match(await bench.useCases.challenge(given.id), { status: 'used', verificationId: verification.id, phrase: null });
  await t.rejects(submit(bench, given.id), { code: 'CHALLENGE_USED' });
  t.same(await bench.store.jobs.counts(), { waiting: 1, running: 0, parked: 0 });

  const entries = await bench.store.audit.about(given.id);
  t.same(
    entries.map(({ entry }) => entry.action),
    ['challenge.issued', 'challenge.used'],
  );
  t.notOk(JSON.stringify(entries).includes(given.phrase!), 'the log holds a hash of it');
});

t.test('of two readings at once one is accepted', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const { id } = await issue(bench);
  const outcomes = await Promise.allSettled([submit(bench, id), submit(bench, id)]);
  t.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
  t.match(
    outcomes.find(({ status }) => status === 'rejected'),
    { reason: { code: 'CHALLENGE_USED' } },
  );
});

t.test('a repeated request gets its first answer, though the challenge is used or expired by then', async (t) => {
  let at = Date.now();
  const bench = await openServiceBench({ clock: () => at });
  t.teardown(() => bench.close());
  const { id } = await issue(bench);
  const caller = { keyId: 'key_a', idempotencyKey: 'case-1' };
  await submit(bench, id, {}, caller);
  const answer = { status: 202, body: '{}', location: null };
  await bench.useCases.rememberAnswer(caller, answer);
  at += 600 * SECOND;
  const again = await bench.useCases.submit(
    { ...SUBMISSION, challengeId: id },
    await bench.upload(Buffer.from('one recording')),
    caller,
  );
  t.same(again, { kind: 'replayed', answer });
});

t.test('a reading must arrive within 120 seconds', async (t) => {
  let at = Date.now();
  const bench = await openServiceBench({ clock: () => at });
  t.teardown(() => bench.close());
  const [first, second] = [await issue(bench), await issue(bench)];
  at += 119 * SECOND;
  await submit(bench, first.id);
  at += 1 * SECOND;
  t.match(await bench.useCases.challenge(second.id), { status: 'expired' });
  await t.rejects(submit(bench, second.id), { code: 'CHALLENGE_EXPIRED' });
  at += 2 * 86_400 * SECOND;
  await issue(bench);
  await t.rejects(submit(bench, second.id), { code: 'CHALLENGE_NOT_FOUND' }, 'forgotten');
});

t.test('a challenge is for its case and speaker, and for a clause that is read', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const { id } = await issue(bench);
  const bound = await issue(bench, { speakerId: 'customer-1' });
  const answered = {
    ...SUBMISSION.clause,
    answer: { expected: 'affirmative', acceptedPhrases: [], rejectedPhrases: [] },
  };
  for (const [challenge, change] of [
    [id, { outerBusinessId: 'biz-2' }],
    [id, { outerBusinessId: null }],
    [id, { speakerId: 'customer-1' }],
    [bound.id, {}],
    [bound.id, { speakerId: 'customer-2' }],
    [id, { clause: answered as Submission['clause'] }],
  ] as const) {
    await t.rejects(submit(bench, challenge, change), { code: 'CHALLENGE_MISMATCH' });
  }
  await t.rejects(submit(bench, 'chl_unknown'), { code: 'CHALLENGE_NOT_FOUND' });
  await t.rejects(bench.useCases.challenge('chl_unknown'), { code: 'CHALLENGE_NOT_FOUND' });
  await submit(bench, bound.id, { speakerId: 'customer-1' });
  await submit(bench, id);
});

t.test('whoever has the public key can check what was given', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const { signature, publicKey, ...given } = await issue(bench, { kind: 'words', length: 2, speakerId: '客户' });
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  const holds = (claims: typeof given) =>
    verify(null, Buffer.from(signedText(claims)), key, Buffer.from(signature, 'base64url'));
  t.ok(holds(given));
  t.notOk(holds({ ...given, expiresAt: '2099-01-01T00:00:00.000Z' }));
  t.equal((await issue(bench)).publicKey, publicKey);
});

t.test('a row that somebody changed is refused', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const database = openSqliteDatabase(join(bench.folder, 'hesheng.db'));
  t.teardown(() => database.close());
  for (const change of ["phrase = '三九五二七四'", "expires_at = '2099-01-01T00:00:00.000Z'", "signature = 'AAAA'"]) {
    const { id } = await issue(bench);
    database.prepare(`update challenges set ${change} where id = ?`).run([id]);
    await t.rejects(submit(bench, id), { code: 'CHALLENGE_INVALID' }, change);
  }
});

t.test(
  'a challenge given before a new master key was put first holds while the earlier one is in the list',
  async (t) => {
    const before = await openServiceBench();
    t.teardown(() => before.close());
    const given = await issue(before);
    const newer = createSecretKey(Buffer.alloc(32, 9));
    const over = { store: before.store, blobs: before.blobs, vault: before.vault };
    const after = await openServiceBenchIn(before.folder, { ...over, masterKeys: [newer, MASTER_KEY] });
    t.equal((await after.useCases.challenge(given.id)).publicKey, given.publicKey);
    t.not((await issue(after)).publicKey, given.publicKey, 'the newest key signs');
    const alone = await openServiceBenchIn(before.folder, { ...over, masterKeys: [newer] });
    await t.rejects(submit(alone, given.id), { code: 'CHALLENGE_INVALID' });
    t.match(await submit(after, given.id), { request: { challenge: { id: given.id } } });
  },
);

t.test('a case gets so many, and a length must be one of the kind', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  await t.rejects(issue(bench, { length: 3 }), { code: 'BAD_REQUEST' });
  await t.rejects(issue(bench, { kind: 'words', length: 5 }), { code: 'BAD_REQUEST' });
  for (let count = 0; count < 30; count++) await issue(bench);
  await t.rejects(issue(bench), { code: 'CHALLENGE_LIMIT' });
  await issue(bench, { outerBusinessId: 'biz-2' });
});
