import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../../src/cli/hesheng.js', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A `hesheng` process, or one of another program, with nothing of our environment but the PATH. */
export const start = (
  dataDir: string,
  args: readonly string[],
  env: Record<string, string> = {},
  program = PROGRAM,
): ChildProcess =>
  spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH, HESHENG_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Everything that the stream has given so far. */
export const collect = (stream: NodeJS.ReadableStream | null): (() => string) => {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => void chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
};

export const run = async (
  dataDir: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ended> => {
  const child = start(dataDir, args, env);
  const [out, err] = [collect(child.stdout), collect(child.stderr)];
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out: out(), err: err() };
};
