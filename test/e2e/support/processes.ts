import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Parent of a process, null when it is gone. `comm` may hold anything, so what follows its last bracket is read. */
const parentOf = (pid: number): number | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
};

const commandOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
};

/** Processes whose parent is `parent` and that run the engine, in order of their ids. */
export const engineProcessesOf = (parent: number): readonly number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && parentOf(pid) === parent && commandOf(pid).includes('engine/entry'));

/** Targets of its open file descriptors: paths, sockets and pipes. */
export const openFilesOf = (pid: number): readonly string[] =>
  readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));

const KIB = 1_024;

/** Resident memory now, bytes; null when the process is gone. */
export const residentBytes = (pid: number): number | null => {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) * KIB;
  } catch {
    return null;
  }
};
