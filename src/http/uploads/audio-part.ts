import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { SNIFF_BYTES, sniffContainer } from '../../audio/sniff.js';
import { HeshengError } from '../../errors.js';
import type { ReceivedAudio } from '../../verification/use-cases.js';
import { MEDIA_TYPES } from './media-types.js';

interface Progress {
  bytes: number;
  head: Buffer;
  contentType: string | null;
}

const recognise = (progress: Progress): void => {
  if (progress.contentType !== null) return;
  const found = sniffContainer(progress.head);
  if (!found) throw new HeshengError('AUDIO_UNSUPPORTED', 'The first bytes are of no audio format that Hesheng reads.');
  progress.contentType = MEDIA_TYPES[found.container];
};

/**
 * Writes one recording to a new file at `path` while hashing it. Refuses it at the first byte beyond `maxBytes`, as soon
 * as its first bytes are of no audio format, and when it is empty. Holds no more than a chunk in memory.
 */
export const writeAudioPart = async (source: Readable, path: string, maxBytes: number): Promise<ReceivedAudio> => {
  const hash = createHash('sha256');
  const progress: Progress = { bytes: 0, head: Buffer.alloc(0), contentType: null };
  await pipeline(
    source,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        progress.bytes += chunk.length;
        if (progress.bytes > maxBytes)
          throw new HeshengError('AUDIO_TOO_LARGE', `More than ${maxBytes} bytes of audio.`);
        if (progress.head.length < SNIFF_BYTES)
          progress.head = Buffer.concat([progress.head, chunk]).subarray(0, SNIFF_BYTES);
        if (progress.head.length === SNIFF_BYTES) recognise(progress);
        hash.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(path, { flags: 'wx', mode: 0o600 }),
  );
  if (progress.bytes === 0) throw new HeshengError('AUDIO_EMPTY', 'The audio part has no bytes.');
  recognise(progress);
  return { path, sha256: hash.digest('hex'), bytes: progress.bytes, contentType: progress.contentType! };
};
