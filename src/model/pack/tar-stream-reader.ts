import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import { HeshengError } from '../../errors.js';
import { type EntryHead, unsafe } from './archive-entry.js';

export interface TarEntry extends EntryHead {
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * The entries of a tar file in their order. The body of one must be read, or is skipped, before the next is asked for.
 * @throws HeshengError ARCHIVE_UNSAFE when it is damaged; faults of the source as they are
 */
export async function* readTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const entries = extract();
  // The iterator below ends when the source breaks off between two entries; this promise knows why.
  const pumped = pipeline(
    Readable.from(source, { objectMode: false }),
    entries as unknown as NodeJS.WritableStream,
  ).then(
    () => null,
    (error: unknown) => error,
  );
  try {
    for await (const entry of entries) {
      const { name, type, size } = entry.header;
      yield { name, type: type ?? 'file', bytes: size ?? 0, body: bodyOf(entry as AsyncIterable<Uint8Array>, pumped) };
      entry.resume();
    }
  } catch (error) {
    throw asFault((await pumped) ?? error);
  } finally {
    entries.destroy();
  }
  const fault = await pumped;
  if (fault !== null) throw asFault(fault);
}

async function* bodyOf(entry: AsyncIterable<Uint8Array>, pumped: Promise<unknown>): AsyncGenerator<Uint8Array> {
  try {
    yield* entry;
  } catch (error) {
    throw asFault((await pumped) ?? error);
  }
}

const asFault = (error: unknown): unknown => {
  if (error instanceof HeshengError || (error instanceof Error && 'syscall' in error)) return error;
  return unsafe(`is no intact tar file (${error instanceof Error ? error.message : 'damaged'})`);
};
