import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** Files under a folder that hold the bytes. */
export const filesWith = (folder: string, needle: Uint8Array): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => readFileSync(path).includes(Buffer.from(needle)));

const PIECE_BYTES = 16 * 1_024 * 1_024;

/** How often the memory of a process holds the bytes. Reads every readable mapping but the kernel's own; throws without /proc. */
export const timesInMemory = (pid: number, needle: Uint8Array): number => {
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  try {
    const mappings = readFileSync(`/proc/${pid}/maps`, 'utf8').trim().split('\n');
    const readable = mappings.filter((line) => / r/.test(line) && !/\[v(var|syscall)/.test(line));
    if (readable.length === 0) throw new Error('nothing of the process can be read');
    return readable.reduce((sum, line) => sum + timesInMapping(memory, line, needle), 0);
  } finally {
    closeSync(memory);
  }
};

const timesInMapping = (memory: number, line: string, needle: Uint8Array): number => {
  const [from, to] = line
    .split(' ')[0]!
    .split('-')
    .map((hex) => BigInt(`0x${hex}`)) as [bigint, bigint];
  let times = 0;
  let tail = Buffer.alloc(0);
  const piece = Buffer.alloc(PIECE_BYTES);
  for (let at = from; at < to; ) {
    const wanted = Number(to - at < BigInt(PIECE_BYTES) ? to - at : BigInt(PIECE_BYTES));
    const read = readOrNothing(memory, piece, wanted, at);
    // A page without a file behind it cannot be read, by the process itself neither.
    if (read === 0) return times;
    const bytes = Buffer.concat([tail, piece.subarray(0, read)]);
    for (let found = bytes.indexOf(needle); found >= 0; found = bytes.indexOf(needle, found + 1)) times += 1;
    tail = bytes.subarray(Math.max(0, bytes.length - needle.length + 1));
    at += BigInt(read);
  }
  return times;
};

const readOrNothing = (memory: number, piece: Buffer, length: number, at: bigint): number => {
  try {
    return readSync(memory, piece, 0, length, at);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EIO') return 0;
    throw error;
  }
};
