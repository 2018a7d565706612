import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { INSTALLATION_DIR } from '../../src/config/installation.js';

const PROGRAM = fileURLToPath(new URL('../../src/cli/hesheng.js', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const start = (dataDir: string, args: readonly string[], env: Record<string, string> = {}): ChildProcess =>
  spawn(process.execPath, [PROGRAM, ...args], {
    env: { PATH: process.env.PATH, HESHENG_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const collect = (stream: NodeJS.ReadableStream | null): (() => string) => {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => void chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
};

const run = async (dataDir: string, args: readonly string[], env: Record<string, string> = {}): Promise<Ended> => {
  const child = start(dataDir, args, env);
  const [out, err] = [collect(child.stdout), collect(child.stderr)];
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out: out(), err: err() };
};

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

t.test('verify: what is no recording is a technical fault with exit code 1, not a verdict', async (t) => {
  const text = join(folder, 'text.wav');
  writeFileSync(text, 'not a recording');
  const { code, out } = await run(dataDir, ['verify', text, '--clause', '本产品不保证本金', '--json']);
  t.equal(code, 1);
  t.match(JSON.parse(out), { status: 'failed', verdict: null, failure: { code: 'AUDIO_UNSUPPORTED' } });
  t.match(await run(dataDir, ['verify', text, '--clause', '本金']), { code: 1, out: /^FAILED {2}AUDIO_UNSUPPORTED/ });
  t.match(await run(dataDir, ['verify', text]), { code: 1, err: /--clause or --clause-file/ });
  t.match(await run(dataDir, ['verify', join(folder, 'none.wav'), '--clause', 'a']), { code: 1, err: /^ENOENT/ });
});

t.test('verify: an honest reading passes with 0, one without its negation does not', async (t) => {
  const fixtures = join(INSTALLATION_DIR, 'fixtures');
  const [{ clause_text: clause }] = JSON.parse(readFileSync(join(fixtures, 'fixtures.json'), 'utf8'));
  const clauseFile = join(folder, 'clause.txt');
  writeFileSync(clauseFile, `${clause}\n`);
  const honest = await run(dataDir, ['verify', join(fixtures, 'honest.wav'), '--clause-file', clauseFile]);
  t.match(honest, { code: 0, err: '', out: /^PASS\n\nclause {2}本 / });
  const dropped = await run(dataDir, ['verify', join(fixtures, 'negation-dropped.wav'), '--clause', clause, '--json']);
  const { verdict } = JSON.parse(dropped.out);
  t.ok(['review', 'fail'].includes(verdict));
  t.equal(dropped.code, verdict === 'fail' ? 11 : 10);
});

t.test('serve: models that cannot be loaded end it with 1', async (t) => {
  const ended = await run(dataDir, ['serve'], { HESHENG_PORT: '0', HESHENG_MODELS_DIR: folder });
  t.match(ended, { code: 1, err: /^(ENGINE_UNAVAILABLE|MODEL_INVALID)/ });
});

t.test('serve: becomes ready, answers a key, and stops in order on SIGTERM', async (t) => {
  const token = (await run(dataDir, ['keys', 'create', '--name', 's', '--scopes', 'read', '--quiet'])).out.trim();
  const child = start(dataDir, ['serve'], { HESHENG_PORT: '0', HESHENG_MAX_EVENT_LOOP_DELAY_MS: '60000' });
  const log = collect(child.stdout);
  t.teardown(() => child.kill('SIGKILL'));
  const logged = async (message: string) => {
    while (!log().includes(`"msg":"${message}"`)) {
      if (child.exitCode !== null) throw new Error(log());
      await once(child.stdout!, 'data');
    }
    return log()
      .split('\n')
      .filter((line) => line.includes(`"msg":"${message}"`))
      .map((line) => JSON.parse(line))[0];
  };
  const { origin } = await logged('listening');
  await logged('ready');
  t.equal((await fetch(`${origin}/readyz`)).status, 200);
  const models = await fetch(`${origin}/v1/models`, { headers: { authorization: `Bearer ${token}` } });
  t.equal(((await models.json()) as { models: unknown[] }).models.length, 3);
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  t.equal(code, 0);
  t.match(log(), /"msg":"stopped"/);
  t.notMatch(log(), token);
  t.match(readFileSync(join(dataDir, 'master.key'), 'utf8'), /^[A-Za-z0-9+/]{43}=\n$/);
});
