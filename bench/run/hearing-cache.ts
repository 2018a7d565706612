import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { HeardReading } from '../../src/verification/hear-reading.js';

/** What a hearing depends on. */
export interface HearingFacts {
  readonly audioSha256: string;
  /** SHA-256 of every model file in use. */
  readonly models: readonly string[];
  readonly version: string;
  /** How it was recognised: what stood around a short recording. */
  readonly hearing: string;
  readonly voice: boolean;
}

/** Name of a hearing; hexadecimal. */
export const hearingKey = ({ audioSha256, models, version, hearing, voice }: HearingFacts): string =>
  createHash('sha256')
    .update([audioSha256, ...models, version, hearing, String(voice)].join('\n'))
    .digest('hex');

/** V8 writes the whole buffer behind a view: a view of a part of one is copied first. */
const ownBuffer = (values: Float32Array): Float32Array =>
  values.buffer.byteLength === values.byteLength ? values : values.slice();

const compact = (heard: HeardReading): HeardReading => ({
  ...heard,
  analysis: {
    ...heard.analysis,
    voice: heard.analysis.voice && ownBuffer(heard.analysis.voice),
    posteriors: { ...heard.analysis.posteriors, logProbs: ownBuffer(heard.analysis.posteriors.logProbs) },
  },
});

/** Hearings on disk, bit for bit as they were: an interrupted bench goes on, and another policy need not listen again. */
export interface HearingCache {
  /** Null when there is none, or when its file was cut short. */
  read(key: string): Promise<HeardReading | null>;
  write(key: string, heard: HeardReading): Promise<void>;
}

export const openHearingCache = (folder: string): HearingCache => {
  const pathOf = (key: string): string => join(folder, 'heard', key.slice(0, 2), `${key}.gz`);
  return {
    read: async (key) => {
      try {
        return deserialize(gunzipSync(await readFile(pathOf(key)))) as HeardReading;
      } catch {
        return null;
      }
    },
    write: async (key, heard) => {
      const path = pathOf(key);
      const temporary = `${path}.${randomUUID()}`;
      await mkdir(join(path, '..'), { recursive: true });
      try {
        await writeFile(temporary, gzipSync(serialize(compact(heard)), { level: 1 }));
        await rename(temporary, path);
      } finally {
        await rm(temporary, { force: true });
      }
    },
  };
};
