import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import t from 'tap';
import { BLOB_STORES, type BlobBench } from './blob-adapters.js';

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const gone = async (path: string): Promise<boolean> =>
  access(path).then(
    () => false,
    () => true,
  );

const upload = async ({ uploads }: BlobBench, bytes: Uint8Array): Promise<{ path: string; sha256: string }> => {
  const path = join(uploads, `upload-${randomBytes(8).toString('hex')}`);
  await writeFile(path, bytes);
  return { path, sha256: hashOf(bytes) };
};

for (const adapter of BLOB_STORES) {
  t.test(adapter.name, async (t) => {
    const bench = await adapter.open();
    t.teardown(() => bench.close());
    const { blobs } = bench;
    const nowhere = hashOf(randomBytes(16));

    t.test('what is put comes back byte for byte, in this process and after a restart', async (t) => {
      for (const size of [0, 1, 70_000]) {
        const bytes = randomBytes(size);
        const { path, sha256 } = await upload(bench, bytes);
        t.equal(await blobs.has(sha256), false);
        await blobs.put(path, sha256);
        t.equal(await gone(path), true, 'the upload was taken over');
        for (const store of [blobs, await bench.reopen()]) {
          t.equal(await store.has(sha256), true);
          const opened = (await store.open(sha256))!;
          t.equal(opened.bytes, size);
          t.equal(hashOf(await buffer(opened.stream)), sha256);
        }
      }
    });

    t.test('putting the same bytes again changes nothing and still takes the upload', async (t) => {
      const bytes = randomBytes(1000);
      const uploads = await Promise.all(Array.from({ length: 8 }, () => upload(bench, bytes)));
      await Promise.all(uploads.map(({ path, sha256 }) => blobs.put(path, sha256)));
      for (const { path } of uploads) t.equal(await gone(path), true);
      const opened = (await blobs.open(hashOf(bytes)))!;
      t.same(await buffer(opened.stream), bytes);
    });

    t.test('a file can be used in place', async (t) => {
      const bytes = randomBytes(100);
      const { path, sha256 } = await upload(bench, bytes);
      await blobs.put(path, sha256);
      t.same(await blobs.withFile(sha256, (local) => readFile(local)), bytes);
      t.same(await blobs.withFile(sha256, (local) => readFile(local)), bytes, 'and again');
    });

    t.test('a deleted blob is gone, and only that one', async (t) => {
      const [kept, dropped] = [await upload(bench, randomBytes(10)), await upload(bench, randomBytes(10))];
      await blobs.put(kept.path, kept.sha256);
      await blobs.put(dropped.path, dropped.sha256);
      t.equal(await blobs.delete(dropped.sha256), true);
      t.equal(await blobs.delete(dropped.sha256), false);
      t.equal(await blobs.has(dropped.sha256), false);
      t.equal(await blobs.has(kept.sha256), true);
      await t.rejects(
        blobs.withFile(dropped.sha256, async () => 1),
        { code: 'AUDIO_GONE' },
      );
    });

    t.test('what was never put is not there', async (t) => {
      t.equal(await blobs.has(nowhere), false);
      t.equal(await blobs.open(nowhere), null);
      await t.rejects(
        blobs.withFile(nowhere, async () => 1),
        { code: 'AUDIO_GONE' },
      );
    });

    t.test('a put of a file that is not there fails and stores nothing', async (t) => {
      await t.rejects(blobs.put(join(bench.uploads, 'no-such-upload'), nowhere));
      t.equal(await blobs.has(nowhere), false);
    });

    t.test('an upload from another file system is taken over as well', async (t) => {
      const elsewhere = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'hesheng-elsewhere-'));
      t.teardown(() => rm(elsewhere, { recursive: true, force: true }));
      const bytes = randomBytes(5000);
      const { path, sha256 } = await upload({ ...bench, uploads: elsewhere }, bytes);
      await blobs.put(path, sha256);
      t.equal(await gone(path), true);
      t.same(await blobs.withFile(sha256, (local) => readFile(local)), bytes);
    });

    t.test('an upload that is not wanted is removed', async (t) => {
      const { path, sha256 } = await upload(bench, randomBytes(10));
      await blobs.discard(path);
      await blobs.discard(path);
      t.equal(await gone(path), true);
      t.equal(await blobs.has(sha256), false);
    });

    t.test('a name that is not a SHA-256 is refused before it touches a path', async (t) => {
      const { path } = await upload(bench, randomBytes(10));
      const names = [
        '',
        '..',
        '../../etc/passwd',
        `${nowhere}/..`,
        nowhere.toUpperCase(),
        `${nowhere}\0`,
        `${nowhere}\n`,
      ];
      for (const name of names) {
        await t.rejects(blobs.put(path, name), TypeError);
        await t.rejects(blobs.has(name), TypeError);
        await t.rejects(blobs.open(name), TypeError);
        await t.rejects(blobs.delete(name), TypeError);
        await t.rejects(
          blobs.withFile(name, async () => 1),
          TypeError,
        );
      }
      t.equal(await gone(path), false);
    });
  });
}
