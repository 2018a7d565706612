import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import { templateContext } from '../../src/verification/load-speaker.js';
import { openFolderKeyVault } from '../../src/voiceprint/folder-key-vault.js';
import { localKeyWrapper } from '../../src/voiceprint/local-key-wrapper.js';
import { parseMasterKey } from '../../src/voiceprint/master-key.js';
import { openTemplate, sealTemplate } from '../../src/voiceprint/template-cipher.js';
import { run, start } from '../http/support/cli.js';
import { enrolmentOf, readingOf, WAIT } from './support/readings.js';
import { eventually, makeKey, startService, untilReady } from './support/running-service.js';
import { filesWith } from './support/search-bytes.js';

// The program as it is shipped: a new master key while the service runs, by a command that is killed again and again.
t.setTimeout(300_000);

const folder = mkdtempSync(join(tmpdir(), 'hesheng-rotation-'));
const dataDir = join(folder, 'data');
t.teardown(() => rmSync(folder, { recursive: true }));

const MANY = 400;
const MODEL = 'ab'.repeat(32);
const idOf = (index: number): string => `enr_${String(index).padStart(4, '0')}`;
const voiceOf = (index: number): Float32Array => Float32Array.of(index, 1);
const keyFile = join(dataDir, 'master.key');
const localKey = (line: number) => localKeyWrapper(parseMasterKey(readFileSync(keyFile, 'utf8').split('\n')[line]!));

/** Voiceprints beside those of the service, enough of them that the command can be killed on its way. */
const addMany = async (): Promise<void> => {
  const store = await openSqliteStore(join(dataDir, 'hesheng.db'));
  const vault = await openFolderKeyVault(join(dataDir, 'keys'));
  const keys = localKey(0);
  for (let index = 0; index < MANY; index += 1) {
    const enrolment = { id: idOf(index), speakerId: `many-${index}`, voiceModel: MODEL };
    const { sealed, wrappedKey } = await sealTemplate(voiceOf(index), templateContext(enrolment), keys);
    await vault.put(enrolment.id, wrappedKey);
    const rest = { effectiveSpeechMs: 9000, checks: [], recordings: 1, createdAt: new Date().toISOString() };
    await store.speakers.addEnrolment({ ...enrolment, ...rest }, 'c', sealed);
  }
  await store.close();
};

/** How many of them the newest master key alone opens. */
const openedByNewest = async (): Promise<number> => {
  const store = await openSqliteStore(join(dataDir, 'hesheng.db'));
  const vault = await openFolderKeyVault(join(dataDir, 'keys'));
  const keys = localKey(0);
  let opened = 0;
  for (let index = 0; index < MANY; index += 1) {
    const [stored, wrappedKey] = [await store.speakers.template(idOf(index)), await vault.get(idOf(index))];
    if (stored === null || wrappedKey === null) continue;
    const context = templateContext({ ...stored, id: idOf(index) });
    const voice = await openTemplate({ ...stored, wrappedKey }, context, keys).catch(() => null);
    if (voice?.[0] === index) opened += 1;
  }
  await store.close();
  return opened;
};

/** What every data key under a master key begins with. */
const headOf = async (line: number): Promise<Buffer> =>
  Buffer.from(await localKey(line).wrap(randomBytes(32), Buffer.alloc(0))).subarray(0, 13);

/** Data keys under a master key, while they are being replaced. */
const wrappedBy = async (line: number): Promise<number> => {
  const head = await headOf(line);
  const names = readdirSync(join(dataDir, 'keys')).filter((name) => name.endsWith('.key'));
  return names.filter((name) =>
    readFileSync(join(dataDir, 'keys', name))
      .subarray(0, 13)
      .equals(head),
  ).length;
};

t.test('a killed rotation is taken up, readings go on, and the old key can go', async (t) => {
  const token = await makeKey(dataDir);
  const first = await startService(dataDir, token);
  t.teardown(() => first.end('SIGKILL'));
  await untilReady(first);
  const takes = ['enrol-1.flac', 'enrol-2.flac', 'enrol-3.flac'];
  for (const speaker of ['stays', 'goes']) {
    t.equal((await first.ask(`/v1/speakers/${speaker}/enrolments`, enrolmentOf(takes, 'c-1'))).status, 201);
  }
  await addMany();
  t.same(await first.end('SIGTERM'), { code: 0, signal: null });

  const old = readFileSync(keyFile, 'utf8').trim();
  writeFileSync(keyFile, `${randomBytes(32).toString('base64')}\n${old}\n`);
  const service = await startService(dataDir, token);
  t.teardown(() => service.end('SIGKILL'));
  await untilReady(service);
  const reading = (speaker: string) =>
    service.ask(
      '/v1/verifications',
      readingOf('honest.wav', { headers: WAIT, speaker_id: speaker, consent_id: 'c-1', outer_business_id: 'case-1' }),
    );
  t.match((await reading('stays')).json, { speaker: { decision: 'ACCEPT' } }, 'under the old key');

  for (const goal of [40, 150, 300]) {
    const rotation = start(dataDir, ['keys', 'rotate-master']);
    const ended = once(rotation, 'close');
    await eventually(async () => ((await wrappedBy(0)) >= goal ? true : null));
    rotation.kill('SIGKILL');
    t.same(await ended, [null, 'SIGKILL'], `killed after ${goal}`);
    t.equal((await wrappedBy(0)) < MANY, true, 'before its end');
    const [byNew, byOld] = [await openedByNewest(), await wrappedBy(1)];
    t.ok(byNew + byOld >= MANY, 'every data key is under one of the two keys');
    if (goal === 150) t.equal((await service.ask('/v1/speakers/goes', { method: 'DELETE' })).status, 200);
    t.match((await reading('stays')).json, { speaker: { decision: 'ACCEPT' } });
  }
  const { code, out, err } = await run(dataDir, ['keys', 'rotate-master']);
  t.match({ code, err, out }, { code: 0, err: '', out: /No other master key is needed/ });
  t.same(filesWith(dataDir, await headOf(1)), [], 'no file holds a data key under the old master key, drafts included');
  t.equal(await openedByNewest(), MANY);
  t.match((await reading('stays')).json, { speaker: { decision: 'ACCEPT' } }, 'the service runs on');
  t.match((await reading('goes')).json, { speaker: { decision: 'NOT_ENROLLED' } });
  t.same(await service.end('SIGTERM'), { code: 0, signal: null });

  writeFileSync(keyFile, `${readFileSync(keyFile, 'utf8').split('\n')[0]}\n`);
  const alone = await startService(dataDir, token);
  t.teardown(() => alone.end('SIGKILL'));
  await untilReady(alone);
  const last = readingOf('honest.wav', { headers: WAIT, speaker_id: 'stays', outer_business_id: 'case-1' });
  t.match((await alone.ask('/v1/verifications', last)).json, { speaker: { decision: 'ACCEPT' } });
  t.same(await alone.end('SIGTERM'), { code: 0, signal: null });
  t.same(
    readdirSync(join(dataDir, 'keys')).length,
    MANY + 2,
    'data keys of those who stayed, and the folder of drafts',
  );
});
