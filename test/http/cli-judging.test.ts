import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import { collect, run, start } from './support/cli.js';

const folder = mkdtempSync(join(tmpdir(), 'hesheng-cli-'));
const dataDir = join(folder, 'data');
t.teardown(() => rmSync(folder, { recursive: true }));
// Every command is a process of its own.
t.setTimeout(120_000);

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
