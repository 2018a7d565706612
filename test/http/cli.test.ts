import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { run } from './support/cli.js';

const folder = mkdtempSync(join(tmpdir(), 'hesheng-cli-'));
const dataDir = join(folder, 'data');
t.teardown(() => rmSync(folder, { recursive: true }));
// Every command is a process of its own.
t.setTimeout(120_000);

t.test('keys are made, listed and revoked; a quiet one is printed alone', async (t) => {
  const quiet = await run(dataDir, ['keys', 'create', '--name', '前台', '--scopes', 'submit, read', '--quiet']);
  t.match(quiet, { code: 0, out: /^hsk_[A-Za-z0-9_-]+\n$/ });
  t.match(quiet.err, /master\.key/, 'a new master key is announced');
  const loud = await run(dataDir, ['keys', 'create', '--name', 'b', '--scopes', 'admin']);
  t.match(loud, { code: 0, err: '', out: /token +hsk_/ });
  const id = /key_[0-9A-Z]+/.exec(loud.out)?.[0] ?? '';
  t.match((await run(dataDir, ['keys', 'list'])).out, new RegExp(`${id} +b +admin`));
  t.match(await run(dataDir, ['keys', 'revoke', id]), { code: 0 });
  t.notMatch((await run(dataDir, ['keys', 'list'])).out, new RegExp(`${id}.* -$`, 'm'));
  t.notMatch((await run(dataDir, ['keys', 'list'])).out, 'hsk_');
});

t.test('faults of usage and configuration end with 1 and say what is wrong', async (t) => {
  t.match(await run(dataDir, ['keys', 'create', '--name', 'a', '--scopes', 'all']), {
    code: 1,
    err: /Scopes are submit/,
  });
  t.match(await run(dataDir, ['keys', 'revoke', 'key_none']), { code: 1, err: /^NOT_FOUND/ });
  t.match(await run(dataDir, ['nonsense']), { code: 1, err: /unknown command/ });
  const faults = await run(dataDir, ['serve'], { HESHENG_PROT: '1', HESHENG_LOG_LEVEL: 'loud' });
  t.match(faults, { code: 1, err: /HESHENG_PROT: is no setting\n.*HESHENG_LOG_LEVEL: must be one of/s });
});

t.test('the settings in force are printed, secrets masked', async (t) => {
  const key = Buffer.from(Array.from({ length: 32 }, (_, at) => at)).toString('base64');
  const { code, out } = await run(dataDir, ['config'], { HESHENG_MASTER_KEY: key, HESHENG_PORT: '9000' });
  t.equal(code, 0);
  t.match(out, /HESHENG_PORT +9000 +environment/);
  t.match(out, /HESHENG_MASTER_KEY +\*{8} +environment/);
  t.notMatch(out, key);
});

t.test('models are listed, and verified against their hashes', async (t) => {
  t.match(await run(dataDir, ['models', 'list']), { code: 0, out: /asr .*in use/ });
  const listed = JSON.parse((await run(dataDir, ['models', 'list', '--json'])).out);
  t.ok(listed.length >= 3);
  t.match(await run(dataDir, ['models', 'verify']), { code: 0, out: / ok\n/ });
  const copy = join(folder, 'models.json');
  writeFileSync(copy, '');
  t.match(await run(dataDir, ['models', 'verify'], { HESHENG_MODELS_DIR: folder }), { code: 1, err: /^MODEL_INVALID/ });
});
