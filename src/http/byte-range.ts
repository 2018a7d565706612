import { Readable } from 'node:stream';

/** Inclusive, as in HTTP. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

const RANGE = /^bytes=(\d*)-(\d*)$/;

/** One satisfiable range of a `Range` header; null means: send the whole (several ranges, or nonsense, are ignored). */
export const parseRange = (header: string | undefined, bytes: number): ByteRange | null => {
  const match = RANGE.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const [, from = '', to = ''] = match;
  const first = from === '' ? Math.max(0, bytes - Number(to)) : Number(from);
  const last = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1);
  return first <= last && first < bytes ? { first, last } : null;
};

async function* slice(source: AsyncIterable<Buffer>, { first, last }: ByteRange): AsyncGenerator<Buffer> {
  let position = 0;
  for await (const chunk of source) {
    const part = chunk.subarray(Math.max(0, first - position), Math.max(0, last + 1 - position));
    position += chunk.length;
    if (part.length > 0) yield part;
    if (position > last) return;
  }
}

/** The bytes of the range; the source is closed when they have been read. */
export const sliceStream = (source: Readable, range: ByteRange): Readable =>
  Readable.from(slice(source as AsyncIterable<Buffer>, range), { objectMode: false });
