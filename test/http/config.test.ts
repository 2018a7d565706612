import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { openMasterKey } from '../../src/config/master-key.js';
import { openKeyRing } from '../../src/config/open-key-ring.js';
import { fileKey, SETTING_NAMES, SETTINGS, variable } from '../../src/config/settings.js';
import { loadConfig } from '../../src/config.js';

const KEY = Buffer.from(Array.from({ length: 32 }, (_, at) => at)).toString('base64');

const folder = (t: { teardown(work: () => void): void }): string => {
  const path = mkdtempSync(join(tmpdir(), 'hesheng-config-'));
  t.teardown(() => rmSync(path, { recursive: true }));
  return path;
};

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    return (error as { detail: string }).detail
      .trim()
      .split('\n')
      .map((line) => line.trim());
  }
};

t.test('without anything given every setting has its default', async (t) => {
  const { config, sources } = loadConfig({});
  t.match(config, { host: '127.0.0.1', port: 8_080, maxAudioBytes: 120 * 1_024 * 1_024, masterKey: null });
  t.equal(config.dataDir, join(process.cwd(), 'data'));
  t.same(new Set(Object.values(sources)), new Set(['default']));
  t.throws(() => Object.assign(config, { port: 1 }), TypeError, 'frozen');
});

t.test('the environment wins over the file, and the file over the default', async (t) => {
  const dir = folder(t);
  const file = join(dir, 'hesheng.json');
  writeFileSync(file, JSON.stringify({ port: 1_000, host: '0.0.0.0', data_dir: 'state', log_level: 'debug' }));
  const { config, sources } = loadConfig({ HESHENG_CONFIG: file, HESHENG_PORT: '2000' });
  t.match(config, { port: 2_000, host: '0.0.0.0', logLevel: 'debug', dataDir: join(dir, 'state') });
  t.match(sources, { port: 'environment', host: 'file', maxWaitMs: 'default' });
});

t.test('a secret comes from the environment or from a file', async (t) => {
  const file = join(folder(t), 'key');
  writeFileSync(file, `${KEY}\n`);
  t.equal(loadConfig({ HESHENG_MASTER_KEY: KEY }).config.masterKey?.[0].export().toString('base64'), KEY);
  t.equal(loadConfig({ HESHENG_MASTER_KEY_FILE: file }).config.masterKey?.[0].export().toString('base64'), KEY);
});

t.test('every fault is named at once, and no fault repeats a secret', async (t) => {
  const file = join(folder(t), 'hesheng.json');
  writeFileSync(file, JSON.stringify({ max_wait_ms: -1, colour: 'red' }));
  const faults = faultsOf({
    HESHENG_CONFIG: file,
    HESHENG_PROT: '80',
    HESHENG_PORT: '80000',
    HESHENG_MAX_AUDIO_BYTES: '5 MB',
    HESHENG_LOG_LEVEL: 'loud',
    HESHENG_HOST: ' ',
    HESHENG_MASTER_KEY: 'tooshort',
  });
  t.same(faults.map((fault) => fault.split(':')[0]).sort(), [
    '"colour" in the file',
    '"max_wait_ms" in the file',
    'HESHENG_HOST',
    'HESHENG_LOG_LEVEL',
    'HESHENG_MASTER_KEY',
    'HESHENG_MAX_AUDIO_BYTES',
    'HESHENG_PORT',
    'HESHENG_PROT',
  ]);
  t.notMatch(faults.join(), /tooshort/);
});

t.test('faults of where settings come from', async (t) => {
  const dir = folder(t);
  const file = join(dir, 'list.json');
  writeFileSync(file, '[]');
  t.match(faultsOf({ HESHENG_CONFIG: file }), [/must hold a JSON object/]);
  t.match(faultsOf({ HESHENG_CONFIG: join(dir, 'none') }), [/cannot be read \(ENOENT\)/]);
  writeFileSync(file, '{');
  t.match(faultsOf({ HESHENG_CONFIG: file }), [/not JSON/]);
  t.match(faultsOf({ HESHENG_MASTER_KEY_FILE: join(dir, 'none') }), [/HESHENG_MASTER_KEY_FILE: cannot be read/]);
  writeFileSync(file, KEY);
  t.match(faultsOf({ HESHENG_MASTER_KEY_FILE: file, HESHENG_MASTER_KEY: KEY }), [/given twice/]);
  t.match(faultsOf({ HESHENG_PORT_FILE: file }), [/HESHENG_PORT_FILE: is no setting/]);
});

t.test('more engine threads than cores are refused', async (t) => {
  t.match(faultsOf({ HESHENG_ENGINE_PROCESSES: '64', HESHENG_ENGINE_THREADS: '64' }), [/more than the \d+ cores/]);
});

t.test('a key service is asked over TLS, or on this machine, with a token', async (t) => {
  const HESHENG_KEY_SERVICE_TOKEN_FILE = 'token';
  for (const url of ['http://kms.example/v1/transit', 'ftp://127.0.0.1/', 'transit', 'http://127.0.0.1.example/']) {
    t.match(faultsOf({ HESHENG_KEY_SERVICE_URL: url, HESHENG_KEY_SERVICE_TOKEN_FILE }), [
      /KEY_SERVICE_URL: must be an https/,
    ]);
  }
  for (const url of ['https://kms.example/v1/transit', 'http://127.0.0.1:8200/v1/transit', 'http://[::1]/']) {
    t.same(faultsOf({ HESHENG_KEY_SERVICE_URL: url, HESHENG_KEY_SERVICE_TOKEN_FILE }), []);
    t.match(faultsOf({ HESHENG_KEY_SERVICE_URL: url }), [/KEY_SERVICE_TOKEN_FILE: is needed/]);
  }
});

t.test('of several master keys the first wraps; with a key service that one does, unless it must not', async (t) => {
  const other = Buffer.alloc(32, 'another key').toString('base64');
  const { masterKey } = loadConfig({ HESHENG_MASTER_KEY: `${KEY}\n${other}\n` }).config;
  t.same(
    masterKey!.map((key) => key.export().toString('base64')),
    [KEY, other],
  );
  t.match(faultsOf({ HESHENG_MASTER_KEY: `${KEY} short` }), [/HESHENG_MASTER_KEY: the master key is not base64/]);
  const env = { HESHENG_KEY_SERVICE_URL: 'http://127.0.0.1:1/', HESHENG_KEY_SERVICE_TOKEN_FILE: 'none' };
  const rings = [{}, { ...env, HESHENG_KEY_SERVICE_WRAPS: 'no' }, env].map((given) =>
    openKeyRing(loadConfig(given).config, masterKey!),
  );
  t.match(await rings[0]!.currentKey(), /^local/);
  t.match(await rings[1]!.currentKey(), /^local/);
  await t.rejects(rings[2]!.currentKey(), { code: 'KEY_SERVICE_UNAVAILABLE' });
});

t.test('every setting has one name everywhere, and a default within its own bounds', async (t) => {
  t.equal(new Set(SETTING_NAMES.map(variable)).size, SETTING_NAMES.length);
  t.equal(variable('maxAudioBytes'), 'HESHENG_MAX_AUDIO_BYTES');
  t.equal(fileKey('maxAudioBytes'), 'max_audio_bytes');
  for (const [name, setting] of Object.entries(SETTINGS)) {
    if (setting.type === 'integer') t.ok(setting.default >= setting.min && setting.default <= setting.max, name);
    if (setting.type === 'word') t.ok((setting.words as readonly string[]).includes(setting.default), name);
  }
});

t.test('the master key: configured, made for an empty folder, read again, never invented for a used one', async (t) => {
  const dataDir = join(folder(t), 'data');
  const configured = loadConfig({ HESHENG_MASTER_KEY: KEY }).config.masterKey;
  t.equal(openMasterKey({ dataDir, masterKey: configured }).source, 'configuration');
  const made = openMasterKey({ dataDir, masterKey: null });
  t.equal(made.source, 'new_key_file');
  t.equal(statSync(join(dataDir, 'master.key')).mode & 0o777, 0o600);
  t.equal(made.keys[0].export().toString('base64'), readFileSync(join(dataDir, 'master.key'), 'utf8').trim());
  const again = openMasterKey({ dataDir, masterKey: null });
  t.equal(again.source, 'key_file');
  t.ok(again.keys[0].equals(made.keys[0]));
  rmSync(join(dataDir, 'master.key'));
  mkdirSync(join(dataDir, 'lost+found'));
  t.equal(openMasterKey({ dataDir, masterKey: null }).source, 'new_key_file', 'a fresh volume is empty');
  rmSync(join(dataDir, 'master.key'));
  writeFileSync(join(dataDir, 'hesheng.db'), '');
  t.throws(() => openMasterKey({ dataDir, masterKey: null }), { code: 'CONFIG_INVALID', detail: /HESHENG_MASTER_KEY/ });
  writeFileSync(join(dataDir, 'master.key'), 'damaged');
  t.throws(() => openMasterKey({ dataDir, masterKey: null }), { code: 'CONFIG_INVALID' });
});
