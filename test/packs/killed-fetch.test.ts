import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { removePack } from '../../src/model/pack/install-pack.js';
import { listPacks } from '../../src/model/pack/pack-store.js';
import { folderFaults } from '../../src/model/pack/verify-pack.js';
import { seededRandom } from '../fuzz/seeded-random.js';
import { start } from '../http/support/cli.js';
import { startFileServer } from './support/file-server.js';
import { createBench } from './support/hesheng.js';
import { ARCHIVE, FOLDER, sampleEntry } from './support/sample-pack.js';

// Every attempt is a process of its own, killed or not.
t.setTimeout(600_000);

const KILLS = 12;
const random = seededRandom(20);
const bench = createBench([sampleEntry('sample')]);

/** What the server does to its client: kill it when so many bytes of this answer are out, or so long after the last. */
let fate: { readonly bytes: number; readonly taken: boolean } | { readonly afterMs: number } | null = null;
let client: ChildProcess | null = null;

const PIECE = 1_500;

const PART = join(bench.store, '.staging', 'sample', 'source-0', 'archive');

const killWhenTaken = (bytes: number): void => {
  const size = statSync(PART, { throwIfNoEntry: false })?.size ?? 0;
  if (size >= bytes) client?.kill('SIGKILL');
  else setTimeout(killWhenTaken, 10, bytes);
};

const server = await startFileServer((request, response) => {
  if (!request.url?.endsWith(`${FOLDER}.tar.bz2`)) {
    response.writeHead(404).end();
    return;
  }
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  response.writeHead(from > 0 ? 206 : 200, {
    etag: '"1"',
    'content-length': ARCHIVE.length - from,
    ...(from > 0 ? { 'content-range': `bytes ${from}-${ARCHIVE.length - 1}/${ARCHIVE.length}` } : {}),
  });
  const send = (at: number): void => {
    if (response.destroyed) return;
    if (fate !== null && 'bytes' in fate && at - from >= fate.bytes) {
      // At once, whatever of it the client has by now, or when it has taken all that is out.
      if (fate.taken) killWhenTaken(at);
      else client?.kill('SIGKILL');
      return;
    }
    if (at >= ARCHIVE.length) {
      response.end();
      const { afterMs } = fate !== null && 'afterMs' in fate ? fate : { afterMs: null };
      if (afterMs !== null) setTimeout(() => client?.kill('SIGKILL'), afterMs);
      return;
    }
    response.write(ARCHIVE.subarray(at, at + PIECE), () => setTimeout(send, 1, at + PIECE));
  };
  send(from);
});
t.teardown(async () => {
  await server.close();
  bench.remove();
});

/** Runs one fetch to its end or its death; gives its exit code, null when it was killed. */
const fetchOnce = async (): Promise<number | null> => {
  client = start(bench.dataDir, ['models', 'fetch', 'sample'], { ...bench.env, HESHENG_MODEL_MIRROR: server.url });
  const [code] = (await once(client, 'close')) as [number | null];
  return code;
};

/** The store has the whole pack or no trace of it; gives whether it has it. */
const wholeOrNothing = async (): Promise<boolean> => {
  const packs = await listPacks(bench.store);
  for (const stored of packs) {
    t.ok('pack' in stored && stored.complete, 'what is there has its manifest and all its files');
    if ('pack' in stored) t.strictSame(await folderFaults(stored.dir, stored.pack), [], 'and all their hashes');
  }
  return packs.length > 0;
};

t.test('a fetch killed at any byte leaves nothing half-installed, and the next one goes on', async (t) => {
  let killed = 0;
  for (let attempt = 0; attempt < KILLS; attempt++) {
    // The first kills fall into the transfer, so that it always goes on; the later ones into what follows it.
    fate =
      attempt < KILLS / 2
        ? { bytes: random.below(Math.floor((ARCHIVE.length / KILLS) * 2)), taken: attempt % 2 === 1 }
        : { afterMs: random.below(120) };
    if ((await fetchOnce()) === null) killed++;
    if (await wholeOrNothing()) await removePack(bench.store, 'sample');
  }
  t.ok(killed >= KILLS / 2, `${killed} processes were killed`);
  const resumed = server.requests.filter(({ headers }) => headers.range !== undefined);
  t.ok(resumed.length > 0, `${resumed.length} of ${server.requests.length} requests went on`);
  fate = null;
  t.equal(await fetchOnce(), 0, 'left alone it completes');
  t.ok(await wholeOrNothing());
  t.strictSame(readdirSync(join(bench.store, '.staging')), ['sample']);
  t.strictSame(readdirSync(join(bench.store, '.staging', 'sample')), [], 'nothing of the killed ones is left');
});
