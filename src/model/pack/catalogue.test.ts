import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { INSTALLATION_DIR } from '../../config/installation.js';
import { accentProfile } from '../../text/accent-profile-list.js';
import { parseManifest } from '../manifest.js';
import { PACK_ID } from './pack.js';
import { packFaults, parseCatalogue } from './parse-pack.js';

const text = await readFile(join(INSTALLATION_DIR, 'models', 'catalogue.json'), 'utf8');
const catalogue = parseCatalogue(text);
const embedded = parseManifest(await readFile(join(INSTALLATION_DIR, 'models', 'embedded', 'manifest.json'), 'utf8'));

t.test('every entry of the shipped catalogue is one that can be fetched', async (t) => {
  t.ok(catalogue.length >= 20);
  for (const { id, sources, files, dialects, licence, name } of catalogue) {
    t.match(id, PACK_ID);
    t.ok(sources.length > 0, `${id} has a source`);
    for (const source of sources) t.ok(source.url.startsWith('https://'), `${id} comes over https`);
    for (const profile of dialects) t.equal(accentProfile(profile)?.id, profile, `${id}: ${profile}`);
    t.equal(new Set(files.map(({ path }) => path)).size, files.length);
    t.ok(licence.production === 'yes' ? licence.spdx : licence.note, `${id} says why it needs a signature`);
    t.ok(
      sources.every((source) => source.kind === 'files' || source.url.endsWith(`/${name}.tar.bz2`)),
      `${id} is ${name}`,
    );
  }
});

t.test('no id and no hash of two networks is there twice, and no id is that of an embedded model', async (t) => {
  const hashes = catalogue.flatMap(({ files }) => files.flatMap(({ sha256 }) => (sha256 === null ? [] : [sha256])));
  const archives = catalogue.flatMap(({ sources }) =>
    sources.flatMap((source) => (source.kind === 'archive' && source.sha256 !== null ? [source.sha256] : [])),
  );
  t.equal(new Set([...hashes, ...archives]).size, hashes.length + archives.length);
  for (const { id } of embedded)
    t.notOk(
      catalogue.some((entry) => entry.id === id),
      id,
    );
});

t.test('with its hashes filled in, every entry is a pack', async (t) => {
  for (const entry of catalogue) {
    const files = entry.files.map((file) => ({
      ...file,
      sha256: file.sha256 ?? 'a'.repeat(64),
      bytes: file.bytes ?? 1,
    }));
    t.strictSame(packFaults({ ...entry, files }), [], entry.id);
  }
});
