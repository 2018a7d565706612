import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CatalogueEntry } from '../../../src/model/pack/pack.js';
import { type FileServer, serve, startFileServer } from './file-server.js';
import { createBench } from './hesheng.js';
import { ARCHIVE, FOLDER, LABELS, NETWORK } from './sample-pack.js';

const wrong = Buffer.from(ARCHIVE);
wrong[100]! ^= 1;

const SERVED: Readonly<Record<string, Buffer>> = {
  [`/${FOLDER}.tar.bz2`]: ARCHIVE,
  '/changed.tar.bz2': wrong,
  '/by-file/model.int8.onnx': NETWORK,
  '/by-file/tokens.txt': LABELS,
};

/** A bench with a mirror that has the sample as an archive, one that was changed, and the files of `by-file`. */
export const createSampleBench = async (catalogue: readonly CatalogueEntry[]) => {
  const bench = createBench(catalogue);
  const server: FileServer = await startFileServer((request, response) => {
    const body = SERVED[request.url ?? ''];
    if (body === undefined) response.writeHead(404).end();
    else serve(request, response, { body, etag: '"1"' });
  });
  return {
    ...bench,
    server,
    mirror: { HESHENG_MODEL_MIRROR: server.url },
    filesOf: (id: string): readonly string[] => readdirSync(join(bench.store, id)).sort(),
    packOf: (id: string) => JSON.parse(readFileSync(join(bench.store, id, 'pack.json'), 'utf8')),
    close: async () => {
      await server.close();
      bench.remove();
    },
  };
};
