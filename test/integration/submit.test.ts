import { readdir } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import t from 'tap';
import { verifyAudit } from '../../src/verification/verify-audit.js';
import { CALLER, created, openServiceBench, SUBMISSION } from './service-bench.js';

const uploadsIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => name.startsWith('upload-'));

t.test('an accepted reading has its row, bytes, job and audit entry', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const bytes = Buffer.from('original bytes');
  const verification = created(await bench.useCases.submit(SUBMISSION, await bench.upload(bytes), CALLER));

  t.match(verification.id, /^ver_[0-9A-Z]{26}$/);
  t.match(verification, {
    status: 'queued',
    request: {
      clauseId: null,
      clauseText: '本产品不保证本金，请仔细阅读。',
      criticalTerms: ['不保证本金'],
      attemptNo: 1,
    },
  });
  t.same(await bench.useCases.verification(verification.id), verification);
  const audio = await bench.useCases.openAudio(verification.id);
  t.match(audio, { bytes: bytes.length, contentType: 'audio/wav', sha256: verification.audio.sha256 });
  t.same(await buffer(audio.stream), bytes);
  t.same(await bench.store.jobs.counts(), { waiting: 1, running: 0, parked: 0 });
  const [entry] = await bench.store.audit.about(verification.id);
  t.equal(entry?.hash, verification.entryHash);
  t.match(entry?.entry, { action: 'verification.submitted', actor: { kind: 'key', id: 'key_a' } });
  t.match(await verifyAudit(bench.store.audit), { intact: true, entries: 1 });
  t.same(await uploadsIn(bench.folder), []);
});

t.test('a stored clause is filled with its slots, of the version asked for or the newest', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const version = (number: number, text: string) =>
    ({
      id: 'amount',
      version: number,
      text,
      slots: { amount: 'amount' },
      criticalTerms: ['投资{amount}'],
    }) as const;
  t.same(await bench.useCases.putClause(version(1, '我同意投资{amount}。')), { created: true });
  t.same(await bench.useCases.putClause(version(2, '我自愿投资{amount}。')), { created: true });
  t.same(await bench.useCases.putClause(version(2, '我自愿投资{amount}。')), { created: false });
  await t.rejects(bench.useCases.putClause(version(2, '我拒绝投资{amount}。')), { code: 'CLAUSE_EXISTS' });
  await t.rejects(bench.useCases.putClause(version(3, '我投资{money}。')), { code: 'CLAUSE_INVALID' });

  for (const [asked, used, text, previousText] of [
    [null, 2, '我自愿投资100万元。', '我同意投资100万元。'],
    [1, 1, '我同意投资100万元。', null],
  ] as const) {
    const clause = { kind: 'stored', id: 'amount', version: asked } as const;
    const submission = { ...SUBMISSION, clause, slots: { amount: '100万元' } };
    const outcome = await bench.useCases.submit(submission, await bench.upload(), CALLER);
    t.match(outcome, {
      verification: {
        request: {
          clauseId: 'amount',
          clauseVersion: used,
          clauseText: text,
          criticalTerms: ['投资100万元'],
          previousText,
        },
      },
    });
  }
});

t.test('the version before is told where the same values fill it', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const put = (version: number, text: string, slots: Readonly<Record<string, 'amount' | 'rate' | 'text'>>) =>
    bench.useCases.putClause({ id: 'changing', version, text, slots, criticalTerms: [] });
  await put(1, '投资{amount}，利率{rate}。', { amount: 'amount', rate: 'rate' });
  await put(2, '投资{amount}。', { amount: 'amount' });
  await put(3, '投资{amount}，{note}。', { amount: 'amount', note: 'text' });
  const previous = async (clause: typeof SUBMISSION.clause, slots: Readonly<Record<string, string>>) =>
    created(await bench.useCases.submit({ ...SUBMISSION, clause, slots }, await bench.upload(), CALLER)).request
      .previousText;
  const stored = (version: number) => ({ kind: 'stored', id: 'changing', version }) as const;
  t.equal(await previous(stored(3), { amount: '3万元', note: '自愿' }), '投资3万元。', 'a slot more is no hindrance');
  t.equal(await previous(stored(2), { amount: '3万元' }), null, 'version 1 asks for a rate');
  const inline = { kind: 'inline', text: '投资{amount}。', criticalTerms: [] } as const;
  t.equal(await previous({ ...inline, previousText: '借{amount}。' }, { amount: '3万元' }), '借3万元。');
  t.equal(await previous(inline, { amount: '3万元' }), null);
});

t.test('a reading that cannot be judged is refused, and leaves nothing', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  await bench.useCases.putClause({
    id: 'slotted',
    version: 1,
    text: '利率为{rate}。',
    slots: { rate: 'rate' },
    criticalTerms: [],
  });
  const stored = (id: string, version: number | null) => ({ kind: 'stored', id, version }) as const;
  const inline = (text: string, criticalTerms: readonly string[] = []) =>
    ({ kind: 'inline', text, criticalTerms }) as const;
  const cases = [
    [{ clause: stored('unknown', null) }, 'CLAUSE_NOT_FOUND'],
    [{ clause: stored('slotted', 2), slots: { rate: '3%' } }, 'CLAUSE_NOT_FOUND'],
    [{ clause: stored('slotted', 1) }, 'SLOT_MISSING'],
    [{ clause: stored('slotted', 1), slots: { rate: '很多' } }, 'SLOT_INVALID'],
    [{ clause: inline('  ') }, 'CLAUSE_INVALID'],
    [{ clause: inline('你好。', ['再见']) }, 'CLAUSE_INVALID'],
    [{ clause: inline('利率为{rate}。') }, 'CLAUSE_INVALID'],
    [{ policyId: 'lenient' }, 'POLICY_NOT_FOUND'],
    [{ supersedes: 'ver_unknown' }, 'BAD_REQUEST'],
    [{ outerBusinessId: '\ud800' }, 'BAD_REQUEST'],
  ] as const;
  for (const [change, code] of cases) {
    const submitted = bench.useCases.submit({ ...SUBMISSION, ...change }, await bench.upload(), CALLER);
    await t.rejects(submitted, { code }, code);
  }
  t.same(await bench.store.jobs.counts(), { waiting: 0, running: 0, parked: 0 });
  t.match(await verifyAudit(bench.store.audit), { intact: true, entries: 1 }, 'only the clause was recorded');
  t.same(await uploadsIn(bench.folder), []);
});

t.test('when too many readings wait, more are refused until one is done', async (t) => {
  const settings = {
    queueLimit: 2,
    decodeLimits: { maxDurationMs: 1, timeoutMs: 1 },
    voiceprintValidDays: 365,
    longestAnswerMs: 60_000,
    waitPollMs: 60_000,
  };
  const bench = await openServiceBench({ settings });
  t.teardown(() => bench.close());
  const submit = async () => bench.useCases.submit(SUBMISSION, await bench.upload(), CALLER);
  await submit();
  await submit();
  await t.rejects(submit(), { code: 'QUEUE_FULL' });
  t.same(await uploadsIn(bench.folder), []);
  const job = (await bench.store.jobs.take({ id: 'lease', nowMs: Date.now(), untilMs: Date.now() + 60_000 }))!;
  await bench.store.jobs.complete(job);
  await submit();
});

t.test('an unknown verification and purged audio have their own errors', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  await t.rejects(bench.useCases.verification('ver_none'), { code: 'NOT_FOUND' });
  await t.rejects(bench.useCases.openAudio('ver_none'), { code: 'NOT_FOUND' });
  await t.rejects(bench.useCases.waitFor('ver_none', 60_000), { code: 'NOT_FOUND' });
  const { id, audio } = created(await bench.useCases.submit(SUBMISSION, await bench.upload(), CALLER));
  await bench.blobs.delete(audio.sha256);
  await t.rejects(bench.useCases.openAudio(id), { code: 'AUDIO_GONE' });
});

t.test('readings with the same bytes share them', async (t) => {
  const bench = await openServiceBench();
  t.teardown(() => bench.close());
  const bytes = Buffer.from('same');
  const submit = async () => bench.useCases.submit(SUBMISSION, await bench.upload(bytes), CALLER);
  for (const outcome of [await submit(), await submit()]) {
    const { stream } = await bench.useCases.openAudio(created(outcome).id);
    t.same(await buffer(stream), bytes);
  }
});
