import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { fixtureNamed, fixturePath } from '../golden/fixtures.js';
import { run } from '../http/support/cli.js';
import { tinySenseVoice } from './tiny/ctc-models.js';
import { tinyPackFolder } from './with-tiny-pack.js';

// Every command is a process of its own, with the real models and a real pack.
t.setTimeout(300_000);

t.test('a pack is added, activated, listens to a reading, and is taken back by one command', async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'hesheng-packs-'));
  t.teardown(() => rmSync(dataDir, { recursive: true }));
  const { dir, pack } = await tinyPackFolder(t, tinySenseVoice());
  const fixture = fixtureNamed('honest.wav');
  const verify = () => run(dataDir, ['verify', fixturePath(fixture), '--clause', fixture.clause_text]);

  t.match(await run(dataDir, ['models', 'add', dir]), { code: 0 });
  t.match(await run(dataDir, ['models', 'activate', pack.id]), { code: 1, err: /--without-canary/ });
  t.match(await verify(), { code: 0, err: '' }, 'what is installed alone changes nothing');
  t.match(await run(dataDir, ['models', 'activate', pack.id, '--without-canary']), { code: 0 });
  t.match(await run(dataDir, ['models', 'list']), { code: 0, out: new RegExp(`${pack.id}.*active`) });
  const doubted = await verify();
  t.equal(doubted.code, 10, 'random weights contradict, which a person must hear');
  t.match(doubted.out, /RECOGNISERS_DISAGREE/);
  t.match(doubted.out, new RegExp(`second +contradicts +${pack.id}`));
  t.match(await run(dataDir, ['models', 'remove', pack.id]), { code: 1, err: /^PACK_IN_USE/ });
  t.match(await run(dataDir, ['models', 'rollback']), { code: 0 });
  t.match(await verify(), { code: 0 }, 'as before the first activation');
  t.match(await run(dataDir, ['models', 'rollback']), { code: 0 });
  t.equal((await verify()).code, 10, 'back and forth');
  t.match(await run(dataDir, ['models', 'deactivate', pack.id]), { code: 0 });
  t.match(await run(dataDir, ['models', 'remove', pack.id]), { code: 0 });
});
