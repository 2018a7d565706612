import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { loadPolicies } from '../../src/config/policy-folder.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { run } from './support/cli.js';

const folder = (t: { teardown(work: () => void): void }): string => {
  const path = mkdtempSync(join(tmpdir(), 'hesheng-policies-'));
  t.teardown(() => rmSync(path, { recursive: true }));
  return path;
};
const DEFAULT = shippedPolicies()[0]!;
const put = (dir: string, file: string, content: unknown): void =>
  writeFileSync(join(dir, file), typeof content === 'string' ? content : JSON.stringify(content));
const namesOf = (places: Parameters<typeof loadPolicies>[0]) =>
  loadPolicies(places).map(({ policy, file }) => `${policy.id}/${policy.version} ${file ?? 'shipped'}`);
const SHIPPED = shippedPolicies().map(({ id, version }) => `${id}/${version} shipped`);

t.test('policies of the data folder join the shipped ones; without a folder there are only these', async (t) => {
  const dataDir = folder(t);
  t.same(namesOf({ dataDir, policyDir: null }), SHIPPED);
  const dir = join(dataDir, 'policies');
  mkdirSync(dir);
  put(dir, 'b.json', { ...DEFAULT, id: 'strict', version: 2 });
  put(dir, 'a.json', { ...DEFAULT, id: 'strict', version: 1 });
  put(dir, 'copy.json', DEFAULT);
  put(dir, 'notes.txt', 'not a policy');
  t.same(namesOf({ dataDir, policyDir: null }), [...SHIPPED, 'strict/1 a.json', 'strict/2 b.json']);
  t.same(namesOf({ dataDir: join(dataDir, 'other'), policyDir: dir }).length, SHIPPED.length + 2);
});

t.test('every file and fault is named in one refusal', async (t) => {
  const dir = folder(t);
  put(dir, 'a.json', '{ not json');
  put(dir, 'b.json', { ...DEFAULT, id: 'Bad', stamp: 1 });
  put(dir, 'c.json', { ...DEFAULT, thresholds: { ...DEFAULT.thresholds, snrDbMin: 13 } });
  put(dir, 'd.json', { ...DEFAULT, id: 'own', version: 1 });
  put(dir, 'e.json', { ...DEFAULT, id: 'own', version: 1, kinds: { answer: { snrDbMin: 13 } } });
  t.throws(() => loadPolicies({ dataDir: dir, policyDir: dir }), {
    code: 'CONFIG_INVALID',
    detail: [
      'policies',
      'a.json: cannot be read (not JSON)',
      'b.json: id must match ^[a-z0-9][a-z0-9._-]{0,63}$; stamp must be an object',
      `c.json: default version ${DEFAULT.version} has another content in the shipped policy`,
      'e.json: own version 1 has another content in d.json',
    ].join('\n  '),
  });
  t.throws(() => loadPolicies({ dataDir: dir, policyDir: join(dir, 'none') }), {
    code: 'CONFIG_INVALID',
    detail: 'the policy folder cannot be read (ENOENT)',
  });
});

t.test('the command line lists, shows and checks them', async (t) => {
  t.setTimeout(120_000);
  const dataDir = folder(t);
  const dir = join(dataDir, 'policies');
  mkdirSync(dir);
  put(dir, 'own.json', { ...DEFAULT, version: 900 });
  const listed = await run(dataDir, ['policies', 'list']);
  t.match(listed, { code: 0, out: /default +900 +in force +mandarin +own\.json/ });
  t.match(listed.out, new RegExp(`default +${DEFAULT.version} +for replays +mandarin +shipped`));
  t.match(JSON.parse((await run(dataDir, ['policies', 'show', 'default'])).out), { version: 900 });
  const old = ['policies', 'show', 'default', String(DEFAULT.version)];
  t.same(JSON.parse((await run(dataDir, old)).out), DEFAULT);
  t.match(await run(dataDir, ['policies', 'show', 'none']), { code: 1, err: /^POLICY_NOT_FOUND/ });
  t.match(await run(dataDir, ['policies', 'show', 'default', 'x']), { code: 1, err: /whole number/ });
  const file = join(dir, 'own.json');
  t.match(await run(dataDir, ['policies', 'check', file]), { code: 0, out: /^default version 900 {2}ok {2}sha256 / });
  put(dir, 'own.json', { ...DEFAULT, version: 0 });
  t.match(await run(dataDir, ['policies', 'check', file]), { code: 1, err: /^CONFIG_INVALID: own\.json: version/ });
});
