import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { gunzipSync, gzipSync } from 'node:zlib';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import type { ScoredReading } from '../../src/verification/score-reading.js';

/** Folders of compiled code that a score depends on. */
const ROOMS = ['clause', 'text', 'align', 'verdict', 'verification'];

/** Changes with every line of code that scores a clause on a hearing. */
export const scoringVersion = (): string => {
  const hash = createHash('sha256');
  for (const room of ROOMS) {
    const folder = join(INSTALLATION_DIR, 'dist', 'src', room);
    const files = readdirSync(folder, { recursive: true }).map(String);
    for (const file of files.filter((name) => name.endsWith('.js') && !name.endsWith('.test.js')).toSorted()) {
      hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
    }
  }
  return hash.digest('hex');
};

/** Scores of one recording by case; what costs time, and what no policy can change. */
export type Scores = ReadonlyMap<string, Omit<ScoredReading, 'heard'>>;

const pathOf = (folder: string, key: string): string => join(folder, 'scored', key.slice(0, 2), `${key}.gz`);

/** Null when there is no file, or a damaged one. */
export const readScores = (folder: string, key: string): Scores | null => {
  try {
    return deserialize(gunzipSync(readFileSync(pathOf(folder, key)))) as Scores;
  } catch {
    return null;
  }
};

export const writeScores = (folder: string, key: string, scores: Scores): void => {
  const path = pathOf(folder, key);
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, gzipSync(serialize(scores), { level: 1 }));
  renameSync(temporary, path);
};
