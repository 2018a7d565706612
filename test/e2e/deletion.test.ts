import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { openSqliteStore } from '../../src/store/sqlite-store.js';
import { templateContext } from '../../src/verification/load-speaker.js';
import { openFolderKeyVault } from '../../src/voiceprint/folder-key-vault.js';
import { localKeyWrapper } from '../../src/voiceprint/local-key-wrapper.js';
import { parseMasterKey } from '../../src/voiceprint/master-key.js';
import { openTemplate } from '../../src/voiceprint/template-cipher.js';
import { enrolmentOf, readingOf, WAIT } from './support/readings.js';
import { makeKey, startService, untilReady } from './support/running-service.js';
import { filesWith, timesInMemory } from './support/search-bytes.js';

// The program as it is shipped: what a deletion leaves in its files, in an older database and in the process that starts next.
t.setTimeout(300_000);

const folder = mkdtempSync(join(tmpdir(), 'hesheng-deletion-'));
const dataDir = join(folder, 'data');
const backup = join(folder, 'backup.db');
t.teardown(() => rmSync(folder, { recursive: true }));

/** What the data folder holds of a speaker, read as only somebody with the master key can. */
const readTemplate = async (speakerId: string) => {
  const store = await openSqliteStore(join(dataDir, 'hesheng.db'));
  const vault = await openFolderKeyVault(join(dataDir, 'keys'));
  const stored = (await store.speakers.activeTemplate(speakerId))!;
  const { enrolmentId, sealed, voiceModel } = stored;
  await store.close();
  const wrappedKey = (await vault.get(enrolmentId))!;
  const masterKey = parseMasterKey(readFileSync(join(dataDir, 'master.key'), 'utf8'));
  const vector = await openTemplate(
    { sealed, wrappedKey },
    templateContext({ id: enrolmentId, speakerId, voiceModel }),
    localKeyWrapper(masterKey),
  );
  return { enrolmentId, sealed, wrappedKey, vector: new Uint8Array(vector.buffer), masterKey: masterKey.export() };
};

const TAKES = ['enrol-1.flac', 'enrol-2.flac', 'enrol-3.flac'];

t.test('a deleted voiceprint is in no file, no older database and no memory of the next process', async (t) => {
  const token = await makeKey(dataDir);
  const first = await startService(dataDir, token);
  t.teardown(() => first.end('SIGKILL'));
  await untilReady(first);
  for (const speaker of ['gone', 'stays']) {
    t.equal((await first.ask(`/v1/speakers/${speaker}/enrolments`, enrolmentOf(TAKES, 'c-1'))).status, 201);
  }
  const [gone, stays] = [await readTemplate('gone'), await readTemplate('stays')];
  t.not(filesWith(dataDir, gone.sealed.subarray(0, 64)).length, 0, 'the search finds what is there');
  t.equal(filesWith(dataDir, gone.wrappedKey).length, 1, 'a key is in the vault alone');
  for (const suffix of ['', '-wal', '-shm']) copyFileSync(join(dataDir, `hesheng.db${suffix}`), `${backup}${suffix}`);
  t.same(filesWith(folder, gone.wrappedKey).length, 1, 'and in no backup of the database');

  const deleted = await first.ask('/v1/speakers/gone', { method: 'DELETE' });
  t.match(deleted, { status: 200, json: { enrolments: [{ id: gone.enrolmentId, key_sha256: /^[0-9a-f]{64}$/ }] } });
  t.same((await first.ask(`/v1/deletion-receipts/${deleted.json.id}`)).json, deleted.json);
  t.equal((await first.ask('/v1/speakers/gone')).status, 404);

  // While the service still runs: closing the database would cut its log anyway.
  const needles = {
    'sealed template': gone.sealed.subarray(5, 69),
    'end of the sealed template': gone.sealed.subarray(-64),
    'wrapped key': gone.wrappedKey.subarray(13, 45),
    template: gone.vector.subarray(0, 64),
  };
  for (const [name, needle] of Object.entries(needles)) {
    t.same(filesWith(dataDir, needle), [], `${name} in files`);
    t.notOk(Buffer.from(first.log()).includes(Buffer.from(needle)), `${name} in the log`);
  }
  t.not(filesWith(dataDir, stays.sealed.subarray(5, 69)).length, 0, 'the other speaker is untouched');
  t.same(await first.end('SIGTERM'), { code: 0, signal: null });

  const next = await startService(dataDir, token);
  t.teardown(() => next.end('SIGKILL'));
  await untilReady(next);
  const asGone = readingOf('honest.wav', { headers: WAIT, speaker_id: 'gone', consent_id: 'c-1' });
  t.match((await next.ask('/v1/verifications', asGone)).json, { speaker: { decision: 'NOT_ENROLLED' } });
  t.not(timesInMemory(next.pid, gone.masterKey), 0, 'the search finds the key that the process holds');
  for (const pid of [next.pid, ...next.engines()]) {
    for (const [name, needle] of Object.entries(needles)) t.equal(timesInMemory(pid, needle), 0, `${name} in ${pid}`);
  }
  t.same(await next.end('SIGTERM'), { code: 0, signal: null });

  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(join(dataDir, `hesheng.db${suffix}`), { force: true });
    cpSync(`${backup}${suffix}`, join(dataDir, `hesheng.db${suffix}`));
  }
  t.not(filesWith(dataDir, gone.sealed.subarray(5, 69)).length, 0, 'the older database has the sealed template');
  const restored = await startService(dataDir, token);
  t.teardown(() => restored.end('SIGKILL'));
  await untilReady(restored);
  t.match((await restored.ask('/v1/verifications', asGone)).json, {
    status: 'failed',
    failure: { code: 'TEMPLATE_UNREADABLE' },
  });
  const asOther = readingOf('honest.wav', { headers: WAIT, speaker_id: 'stays', consent_id: 'c-1' });
  t.match((await restored.ask('/v1/verifications', asOther)).json, { speaker: { decision: 'ACCEPT' } });
  t.same(await restored.end('SIGTERM'), { code: 0, signal: null });
});
