import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { isErrno } from '../../blob/durable-file.js';
import { type ByteSource, SourceFault } from './byte-source.js';

/** A file of this machine, or of a disk mounted in it. */
export const createFileSource = (url: URL): ByteSource => {
  const shown = `file:${decodeURIComponent(url.pathname)}`;
  return {
    shown,
    open: async (offset) => {
      try {
        const path = fileURLToPath(url);
        const found = await stat(path);
        if (!found.isFile()) throw new SourceFault('missing', `${shown} is no file`, false);
        const start = offset <= found.size ? offset : 0;
        return { offset: start, total: found.size, validator: null, body: createReadStream(path, { start }) };
      } catch (error) {
        if (error instanceof SourceFault) throw error;
        if (isErrno(error, 'ENOENT') || isErrno(error, 'ENOTDIR')) {
          throw new SourceFault('missing', `${shown} is not there`, false, { cause: error });
        }
        throw new SourceFault('refused', `${shown} cannot be read`, false, { cause: error });
      }
    },
  };
};
