import { type FileHandle, open, stat } from 'node:fs/promises';
import { HeshengError } from '../errors.js';
import { id3v2Bytes } from './mpeg-frame.js';
import { SNIFF_BYTES, type SniffedContainer, sniffContainer } from './sniff.js';
import { endIsCut, TAIL_BYTES } from './stream-end.js';
import { readWavHeader, type WavHeader } from './wav-header.js';

/** What our own look at the bytes tells before ffmpeg sees the file. */
export interface RecordingFacts {
  readonly sniffed: SniffedContainer;
  readonly wav: WavHeader | null;
  /** A WAV whose writer left the size open: its end cannot be checked. */
  readonly openEnded: boolean;
  /** The bytes end before the container says that they do. */
  readonly cut: boolean;
}

async function window(file: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset);
  return buffer.subarray(0, bytesRead);
}

/** The head for sniffing, without an ID3v2 tag that would fill it whole (cover pictures do). */
async function soundHead(file: FileHandle): Promise<Uint8Array> {
  const head = await window(file, 0, SNIFF_BYTES);
  const tagBytes = id3v2Bytes(head);
  return tagBytes + 8 > head.length && tagBytes > 0 ? window(file, tagBytes, SNIFF_BYTES) : head;
}

function wavFacts(sniffed: SniffedContainer, wav: WavHeader | null, fileBytes: number): RecordingFacts {
  if (wav === null || wav.dataOffset === null) return { sniffed, wav, openEnded: false, cut: false };
  if (wav.dataOffset >= fileBytes) throw new HeshengError('AUDIO_EMPTY', 'The file ends after its header');
  const openEnded = wav.dataBytes === null;
  return { sniffed, wav, openEnded, cut: wav.dataOffset + (wav.dataBytes ?? 0) > fileBytes };
}

async function inspect(file: FileHandle): Promise<RecordingFacts> {
  const stats = await file.stat();
  if (stats.size === 0) throw new HeshengError('AUDIO_EMPTY', 'The file has 0 bytes');
  const head = await soundHead(file);
  const sniffed = sniffContainer(head);
  if (sniffed === null) throw new HeshengError('AUDIO_UNSUPPORTED', 'The bytes are no audio format that Hesheng reads');
  if (sniffed.container === 'wav') return wavFacts(sniffed, readWavHeader(head), stats.size);
  const tail = await window(file, Math.max(0, stats.size - TAIL_BYTES), TAIL_BYTES);
  return { sniffed, wav: null, openEnded: false, cut: endIsCut(sniffed.container, tail) };
}

function cannotOpen(cause: NodeJS.ErrnoException): never {
  const gone = cause.code === 'ENOENT';
  throw new HeshengError(gone ? 'AUDIO_GONE' : 'INTERNAL', 'The recording cannot be opened', { cause });
}

/**
 * Reads at most the first 128 KB and the last 128 KB. Rejects with AUDIO_GONE, AUDIO_EMPTY, AUDIO_UNSUPPORTED or
 * INTERNAL.
 */
export async function inspectRecording(path: string): Promise<RecordingFacts> {
  // Asked before opening: a named pipe would block until somebody writes to it.
  const stats = await stat(path).catch(cannotOpen);
  if (!stats.isFile()) throw new HeshengError('AUDIO_UNSUPPORTED', 'Not a regular file');
  const file = await open(path, 'r').catch(cannotOpen);
  try {
    return await inspect(file);
  } finally {
    await file.close();
  }
}
