import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import type { DecodedAudio, DecodeLimits, Decoder } from '../../src/audio/decoder.js';
import { createFfmpegDecoder } from '../../src/audio/ffmpeg-decoder.js';
import { rmsDbfs } from '../../src/audio/level.js';
import type { ErrorCode, HeshengError } from '../../src/errors.js';
import { align } from './alignment.js';
import { speechLike } from './speech-like.js';
import { floatWav } from './wav-file.js';

export const SECONDS = 2;
export const LIMITS: DecodeLimits = { maxDurationMs: 60_000, timeoutMs: 20_000 };
/** Encoders delay by up to about 70 ms. */
const MAX_LAG = 1300;
const PADDING_MS = 130;

/** What every recording of the bench sounds like at 16 kHz. */
export const original = speechLike({ seconds: SECONDS, sampleRateHz: 16_000 });

export interface RecordingBench {
  /** Folder of the recordings; `work` below it is ffmpeg's. */
  readonly folder: string;
  readonly work: string;
  /** `original` as float WAV. */
  readonly source: string;
  readonly decoder: Decoder;
  readonly remove: () => Promise<void>;
}

/** Rejects with a catalogue error of that code whose detail does not show where the file lay. */
export async function assertRefused(t: Test, decoding: Promise<DecodedAudio>, code: ErrorCode): Promise<void> {
  const fault = await decoding.catch((error: unknown) => error);
  t.match(fault, { name: 'HeshengError', code });
  t.notMatch((fault as HeshengError).detail, /hesheng-audio-/, 'the path stays inside');
}

export async function openRecordingBench(): Promise<RecordingBench> {
  const folder = await mkdtemp(join(tmpdir(), 'hesheng-audio-'));
  const work = join(folder, 'work');
  const source = join(folder, 'source.wav');
  await writeFile(source, floatWav([original], 16_000));
  const remove = () => rm(folder, { recursive: true, force: true });
  return { folder, work, source, decoder: createFfmpegDecoder({ tempDir: work }), remove };
}

/** Duration, level and waveform are those of `original`, the latter to a correlation of at least `least`. */
export function assertSounds(t: Test, decoded: DecodedAudio, least: number): void {
  t.ok(Math.abs(decoded.durationMs - SECONDS * 1000) <= PADDING_MS, `lasts ${decoded.durationMs} ms`);
  t.ok(Math.abs(rmsDbfs(decoded.samples) - rmsDbfs(original)) < 1, `level ${rmsDbfs(decoded.samples)} dBFS`);
  const { correlation, lag } = align(original, decoded.samples, MAX_LAG);
  t.ok(correlation >= least, `correlation ${correlation} at lag ${lag}`);
  t.equal(decoded.truncated, false, 'is whole');
}
