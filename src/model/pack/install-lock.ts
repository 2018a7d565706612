import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isErrno } from '../../blob/durable-file.js';
import { HeshengError } from '../../errors.js';

const SECOND = 1_000;
/** The holder touches its lock so often ... */
const BEAT_MS = 5 * SECOND;
/** ... that one so old has none. Only asked when the holder's process cannot be: on another host, or its id is taken again. */
const STALE_MS = 2 * 60 * SECOND;

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isErrno(error, 'ESRCH');
  }
};

/** Whether nobody holds the lock any more: its process is gone, or silent for longer than any holder is. */
const isStale = async (path: string, content: string): Promise<boolean> => {
  const [host, pid] = content.split(' ');
  // A lock of our own process id that we do not hold was left by a predecessor: in a container the ids begin anew.
  if (host === hostname() && (Number(pid) === process.pid || !isRunning(Number(pid)))) return true;
  const found = await stat(path).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > STALE_MS;
};

/** Puts our file in place if nothing is there; a link appears with its content, never empty. */
const place = async (own: string, path: string): Promise<boolean> => {
  try {
    await link(own, path);
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    throw error;
  }
};

/** Takes a stale lock away. If another process replaced it meanwhile, its lock is put back. */
const clear = async (path: string, content: string, aside: string): Promise<void> => {
  try {
    await rename(path, aside);
    if ((await readFile(aside, 'utf8')) !== content) await place(aside, path);
    await rm(aside, { force: true });
  } catch (error) {
    if (!isErrno(error, 'ENOENT')) throw error;
  }
};

const acquire = async (dir: string, path: string): Promise<void> => {
  const own = join(dir, `lock-${randomUUID()}`);
  await writeFile(own, `${hostname()} ${process.pid} ${randomUUID()}`);
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      if (await place(own, path)) return;
      const content = await readFile(path, 'utf8').catch(() => null);
      if (content !== null && !(await isStale(path, content))) break;
      if (content !== null) await clear(path, content, `${own}-stale`);
    }
  } finally {
    await rm(own, { force: true });
  }
  throw new HeshengError(
    'PACK_BUSY',
    'another process is installing it; if that one was killed on another host, its lock ends after two minutes',
  );
};

/**
 * Runs work that one process at a time may do in a folder. The lock saves two installs from doing the same twice; no pack
 * depends on it, as what is installed is checked as a whole and renamed into place.
 * @throws HeshengError PACK_BUSY at once when another process holds it
 */
export const withLock = async <T>(dir: string, work: () => Promise<T>): Promise<T> => {
  const path = join(dir, 'lock');
  await acquire(dir, path);
  const beat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, BEAT_MS);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(path, { force: true });
  }
};
