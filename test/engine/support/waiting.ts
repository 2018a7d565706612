import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Until it is so; the test runner's own limit ends a wait that would last for ever. */
export const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await sleep(5);
};

const isZombie = (pid: number): boolean => {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && /\) Z /.test(readFileSync(stat, 'latin1'));
};

/** False for a process that ended, even when nobody has collected its exit code yet. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch {
    return false;
  }
};
