import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Encodes `from` to `to` with the machine's ffmpeg; options are output options. */
export async function encode(from: string, to: string, options: readonly string[]): Promise<void> {
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-i', from, ...options, to]);
}
