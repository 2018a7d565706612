import { appendFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { packDigest } from '../../src/model/pack/pack-digest.js';
import { verifyAudit } from '../../src/verification/verify-audit.js';
import { openActivationBench } from './support/activation-bench.js';
import { putPack, TEXT, tone } from './support/scripted-pack.js';

t.test('a pack that hears its canary is activated, and again is no change', async (t) => {
  const { packs, activate, store, audit } = await openActivationBench(t);
  const pack = await putPack(packs, 'wu', { says: TEXT });
  const activation = await activate('wu');
  t.match(activation, {
    generation: 1,
    packs: [{ id: 'wu', sha256: packDigest(pack), mode: 'active', proved: true }],
    actor: { kind: 'operator' },
  });
  t.same(await activate('wu'), activation);
  t.same(await store.activations.current(), activation);
  t.match(await activate('wu', { mode: 'shadow' }), { generation: 2, packs: [{ id: 'wu', mode: 'shadow' }] });
  t.same(await audit(), ['models.activated success', 'models.activated success']);
  t.match(await verifyAudit(store.audit), { intact: true });
});

t.test('what is said wrongly, nothing, or no numbers is no proof, and is told without the text', async (t) => {
  const { packs, activate, store } = await openActivationBench(t);
  await putPack(packs, 'wrong', { says: '今天天气很好吗' });
  await putPack(packs, 'half', { says: TEXT.slice(0, 5) });
  await putPack(packs, 'lenient', { says: TEXT.slice(0, 5) }, { mostWrong: 0.5 });
  await putPack(packs, 'mute', { says: '' });
  await putPack(packs, 'nan', { says: TEXT, gives: 'NaN' });
  await putPack(packs, 'numbers', { says: TEXT, gives: '-1' });
  const refusals = [
    ['wrong', /^wrong: canary 1 has \d+ % wrong phones, more than 30 %$/],
    ['half', /^half: canary 1 has 38 % wrong phones, more than 30 %$/],
    ['mute', /canary 1 was heard as nothing/],
    ['nan', /canary 1 gave probabilities that are no numbers/],
  ] as const;
  for (const [id, detail] of refusals) await t.rejects(activate(id), { code: 'PACK_UNPROVEN', detail });
  t.equal(await store.activations.current(), null);
  await activate('lenient');
  t.equal((await activate('numbers')).packs.length, 2);
});

t.test('a pack without a canary needs the word of the operator, which is recorded', async (t) => {
  const { packs, activate, store } = await openActivationBench(t);
  await putPack(packs, 'bare', { says: '' }, { canary: null });
  await t.rejects(activate('bare'), { code: 'PACK_UNPROVEN', detail: /--without-canary/ });
  t.match(await activate('bare', { withoutCanary: true }), { packs: [{ id: 'bare', proved: false }] });
  t.match((await store.audit.head())?.entry.detail, { pack: 'bare', proved: false, licence: 'yes' });
});

t.test('canaries that the operator brings are kept beside the pack when it hears them', async (t) => {
  const { packs, activate, dataDir } = await openActivationBench(t);
  await putPack(packs, 'wu', { says: TEXT }, { canary: null });
  const canaryFolder = join(dataDir, 'brought');
  await mkdir(canaryFolder);
  await t.rejects(activate('wu', { canaryFolder }), { code: 'PACK_INVALID', detail: /0 WAV files/ });
  await writeFile(join(canaryFolder, 'zhang.wav'), tone());
  await t.rejects(activate('wu', { canaryFolder }), { code: 'PACK_INVALID', detail: 'zhang.txt is missing' });
  await writeFile(join(canaryFolder, 'zhang.txt'), '今天天气很好\n');
  await t.rejects(activate('wu', { canaryFolder }), { code: 'PACK_UNPROVEN' });
  await t.rejects(readdir(join(packs, '.canaries')), { code: 'ENOENT' });
  await writeFile(join(canaryFolder, 'zhang.txt'), `${TEXT}\n`);
  t.match(await activate('wu', { canaryFolder }), { generation: 1, packs: [{ proved: true }] });
  t.same((await readdir(join(packs, '.canaries', 'wu'))).sort(), ['1.wav', 'canaries.json']);
  await rm(canaryFolder, { recursive: true });
  t.match(await activate('wu', { mode: 'shadow' }), { packs: [{ proved: true }] });
  for (const [name, bytes] of [
    ['cut', tone().subarray(0, 1_000)],
    ['mp3', Buffer.from('ID3')],
  ] as const) {
    await mkdir(canaryFolder, { recursive: true });
    await writeFile(join(canaryFolder, `${name}.wav`), bytes);
    await writeFile(join(canaryFolder, `${name}.txt`), TEXT);
    await t.rejects(activate('wu', { canaryFolder }), { code: 'PACK_INVALID', detail: /16 kHz, mono/ });
    await rm(canaryFolder, { recursive: true });
  }
});

t.test('a pack that is not whole, not licensed or of no use here is refused before anything is written', async (t) => {
  const { packs, activate, store } = await openActivationBench(t);
  await putPack(packs, 'flipped', { says: TEXT });
  await appendFile(join(packs, 'flipped', 'labels.txt'), 'x');
  await putPack(packs, 'unlicensed', { says: TEXT }, { production: 'no' });
  await putPack(packs, 'points', { says: '' }, { role: 'punctuation', family: 'ct-transformer', canary: null });
  await putPack(packs, 'phones', { says: TEXT }, { family: 'ctc-phones' });
  await putPack(packs, 'dead', { says: TEXT, dies: 'loading' });
  await putPack(packs, 'dying', { says: TEXT, dies: 'hearing' });
  const refusals = [
    ['nowhere', 'PACK_UNKNOWN'],
    ['../wu', 'PACK_UNKNOWN'],
    ['flipped', 'PACK_DAMAGED'],
    ['unlicensed', 'PACK_UNLICENSED'],
    ['points', 'PACK_UNSUITABLE'],
    ['phones', 'PACK_UNSUITABLE'],
    ['dead', 'ENGINE_UNAVAILABLE'],
    ['dying', 'ENGINE_FAILURE'],
  ] as const;
  for (const [id, code] of refusals) await t.rejects(activate(id), { code }, id);
  t.equal(await store.activations.current(), null);
  await activate('unlicensed', { acceptLicence: true });
  t.match((await store.audit.head())?.entry.detail, { licence: 'no', licenceAccepted: true });
});

t.test('a pack that only writes for reviewers has nothing to compare in the shadow', async (t) => {
  const { packs, activate } = await openActivationBench(t);
  await putPack(packs, 'reviewers', { says: TEXT }, { family: 'fun-asr-nano' });
  await t.rejects(activate('reviewers', { mode: 'shadow' }), { code: 'PACK_UNSUITABLE' });
  t.match(await activate('reviewers'), { packs: [{ id: 'reviewers' }] });
});

t.test('canaries of the operator that were changed in the store are refused', async (t) => {
  const { packs, activate } = await openActivationBench(t);
  await putPack(packs, 'wu', { says: TEXT });
  const kept = join(packs, '.canaries', 'wu');
  await mkdir(kept, { recursive: true });
  for (const list of ['{', '[{"path": "1.wav"}]', '[{"path": "../wu/model.onnx", "text": "一"}]']) {
    await writeFile(join(kept, 'canaries.json'), list);
    await t.rejects(activate('wu'), { code: 'PACK_INVALID' }, list);
  }
});

t.test('of two changes that were thought out on the same packs one is refused', async (t) => {
  const { packs, activate, store } = await openActivationBench(t);
  await putPack(packs, 'a', { says: TEXT });
  await putPack(packs, 'b', { says: TEXT });
  const outcomes = await Promise.allSettled([activate('a'), activate('b')]);
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  t.match(
    refused.map(({ reason }) => reason),
    [{ code: 'CONFLICT' }],
  );
  t.equal((await store.activations.current())?.packs.length, 1);
});

t.test('by the command line: there and back, and what runs is not removed', async (t) => {
  const { packs, activate, models, audit } = await openActivationBench(t);
  await putPack(packs, 'a', { says: TEXT });
  await putPack(packs, 'b', { says: TEXT });
  t.match(await models('rollback'), { code: 1, err: /CONFLICT: No pack was ever activated/ });
  await activate('a');
  await activate('b', { mode: 'shadow' });
  t.match((await models('list')).out, /\ba .* active .*\n.*\bb .* shadow /);
  t.match(await models('remove', 'b'), { code: 1, err: /PACK_IN_USE: b is active/ });
  t.match(await models('rollback'), { code: 0, out: /^generation 3\n {2}a {2}active {2}proved\n$/ });
  t.match(await models('rollback'), { code: 0, out: /generation 4\n.*a .*\n.*b {2}shadow/ });
  t.match(await models('rollback'), { code: 0, out: /generation 5\n {2}a / });
  t.match(await models('remove', 'b'), { code: 0, out: /removed/ });
  t.match(await models('rollback'), { code: 1, err: /PACK_UNKNOWN: b is not installed/ });
  await putPack(packs, 'b', { says: TEXT, hearMs: 1 });
  t.match(await models('rollback'), { code: 1, err: /PACK_DAMAGED: b is another pack/ });
  t.match(await models('deactivate', 'b'), { code: 1, err: /PACK_UNKNOWN: b is not active/ });
  t.match(await models('deactivate', 'a'), { code: 0, out: /generation 6\n {2}no pack is active/ });
  t.match(JSON.parse((await models('list', '--json')).out).at(-1), { id: 'b', mode: null, inUse: false });
  t.same((await audit()).slice(2), [
    'models.rolled_back success',
    'models.rolled_back success',
    'models.rolled_back success',
    'models.deactivated success',
  ]);
});
