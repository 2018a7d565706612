import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { sha256 } from '../../src/verification/sha256.js';
import { openFolderKeyVault } from '../../src/voiceprint/folder-key-vault.js';
import type { KeyVault } from '../../src/voiceprint/key-vault.js';

const VAULTS: readonly { readonly name: string; readonly open: (folder: string) => Promise<KeyVault> }[] = [
  { name: 'folder', open: openFolderKeyVault },
];

for (const { name, open } of VAULTS) {
  t.test(name, async (t) => {
    const folder = join(t.testdir(), 'keys');
    const vault = await open(folder);
    const key = new Uint8Array(randomBytes(73));

    t.test('a key comes back byte for byte, to another process too', async (t) => {
      await vault.put('enr_1', key);
      t.same(await vault.get('enr_1'), key);
      t.same(await (await open(folder)).get('enr_1'), key);
      t.equal(await vault.get('enr_2'), null);
    });

    t.test('a key that is put again takes the place of the first', async (t) => {
      const newer = new Uint8Array(randomBytes(73));
      await vault.put('enr_3', key);
      await vault.put('enr_3', newer);
      t.same(await vault.get('enr_3'), newer);
    });

    t.test('a destroyed key is gone, once, and no other', async (t) => {
      await vault.put('enr_4', key);
      t.equal(await vault.destroy('enr_1'), sha256(key));
      t.equal(await vault.destroy('enr_1'), null);
      t.equal(await vault.get('enr_1'), null);
      t.same(await vault.get('enr_4'), key);
    });

    t.test('no name leads out of the vault', async (t) => {
      for (const id of ['../master', 'a/b', '', '.', 'a\0']) await t.rejects(vault.get(id), TypeError);
    });
  });
}

t.test('what a killed process left of a key goes with it, and nothing of another key', async (t) => {
  const folder = join(t.testdir(), 'keys');
  const vault = await openFolderKeyVault(folder);
  await vault.put('enr_1', randomBytes(73));
  for (const name of ['enr_1.0a', 'enr_1.0b', 'enr_10.0c'])
    writeFileSync(join(folder, 'drafts', name), randomBytes(73));
  await vault.destroy('enr_1');
  t.same(readdirSync(join(folder, 'drafts')), ['enr_10.0c']);
  t.equal(await vault.destroy('enr_10'), null, 'a draft alone is no key, and goes all the same');
  t.same(readdirSync(join(folder, 'drafts')), []);
});

t.test('a key that is replaced is overwritten, and read as one or the other meanwhile', async (t) => {
  const folder = join(t.testdir(), 'keys');
  const vault = await openFolderKeyVault(folder);
  const [first, second] = [randomBytes(73), randomBytes(73)];
  await vault.put('enr_1', first);
  const file = openSync(join(folder, 'enr_1.key'), 'r');
  const known = new Set([first, second].map((key) => key.toString('hex')));
  let replacing = true;
  const reading = (async () => {
    while (replacing) {
      const key = Buffer.from((await vault.get('enr_1'))!).toString('hex');
      if (!known.has(key)) t.fail('neither key was read');
    }
  })();
  for (let round = 0; round < 40; round += 1) await vault.put('enr_1', round % 2 === 0 ? second : first);
  replacing = false;
  await reading;
  t.same(await vault.get('enr_1'), new Uint8Array(first));
  const old = readFileSync(file);
  closeSync(file);
  t.equal(old.length, 73);
  t.notSame(old, first, 'the file that had the first key');
});

t.test('files are for their owner alone, and what is destroyed leaves none', async (t) => {
  const folder = join(t.testdir(), 'keys');
  const vault = await openFolderKeyVault(folder);
  await vault.put('enr_1', randomBytes(73));
  t.equal(statSync(folder).mode & 0o777, 0o700);
  t.equal(statSync(join(folder, 'enr_1.key')).mode & 0o777, 0o600);
  await vault.destroy('enr_1');
  t.same(readdirSync(folder), ['drafts']);
  t.same(readdirSync(join(folder, 'drafts')), []);
});
