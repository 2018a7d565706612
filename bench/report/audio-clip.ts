import { execFile } from 'node:child_process';
import type { Utterance } from '../dataset/utterance.js';

const KILOBITS = 16;
const MAX_SECONDS = 20;
const MAX_BYTES = 200_000;
const TIMEOUT_MS = 20_000;

/**
 * A recording made small enough to stand inside a report: Opus, one channel, its first 20 s, as a `data:` address.
 * Null when ffmpeg cannot make it.
 */
export const audioClip = (ffmpeg: string, path: string): Promise<string | null> => {
  const wanted = [
    '-t',
    String(MAX_SECONDS),
    '-ac',
    '1',
    '-c:a',
    'libopus',
    '-b:a',
    `${KILOBITS}k`,
    '-f',
    'ogg',
    'pipe:1',
  ];
  const given = ['-v', 'error', '-nostdin', '-protocol_whitelist', 'file,pipe', '-i', `file:${path}`];
  return new Promise((resolve) => {
    const options = { encoding: 'buffer', maxBuffer: MAX_BYTES, timeout: TIMEOUT_MS } as const;
    execFile(ffmpeg, [...given, ...wanted], options, (fault, bytes) => {
      const usable = fault === null && bytes.length > 0;
      resolve(usable ? `data:audio/ogg;base64,${bytes.toString('base64')}` : null);
    });
  });
};

/** Clips by utterance id. */
export type Clips = ReadonlyMap<string, string | null>;

/** One clip of each recording, one after the other: ffmpeg has a core to itself. */
export const clipsOf = async (
  utterances: readonly Pick<Utterance, 'id' | 'path'>[],
  ffmpeg: string,
): Promise<Clips> => {
  const clips = new Map<string, string | null>();
  for (const { id, path } of utterances) if (!clips.has(id)) clips.set(id, await audioClip(ffmpeg, path));
  return clips;
};
