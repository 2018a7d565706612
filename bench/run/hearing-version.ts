import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { INSTALLATION_DIR } from '../../src/config/installation.js';

/** Folders of compiled code that a recording goes through before any clause is known. */
const ROOMS = ['audio', 'vad', 'asr', 'voiceprint', 'engine', 'model'];
const FILES = [join('verification', 'hear-reading.js')];

const compiledFiles = (root: string): readonly string[] => [
  ...ROOMS.flatMap((room) => readdirSync(join(root, room)).map((name) => join(room, name))),
  ...FILES,
];

/**
 * Changes with every line of code, and with the ffmpeg, that a hearing depends on: what is cached under another version
 * is never used. Hexadecimal.
 */
export const hearingVersion = (ffmpeg: string): string => {
  const root = join(INSTALLATION_DIR, 'dist', 'src');
  const hash = createHash('sha256');
  for (const file of compiledFiles(root).toSorted()) {
    if (!file.endsWith('.js') || file.endsWith('.test.js')) continue;
    hash.update(`${file}\n`).update(readFileSync(join(root, file)));
  }
  hash.update(execFileSync(ffmpeg, ['-hide_banner', '-version'], { encoding: 'utf8' }).split('\n', 1)[0]!);
  return hash.digest('hex');
};
