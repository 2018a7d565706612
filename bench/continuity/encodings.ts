import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Samples } from '../../src/audio/pcm.js';
import { readRecording } from '../vad/recordings.js';

const run = promisify(execFile);

/** What phones and messengers do to a recording. */
export const ENCODINGS: Readonly<Record<string, { readonly file: string; readonly options: readonly string[] }>> = {
  'mp3 32 kbit/s': { file: 'x.mp3', options: ['-c:a', 'libmp3lame', '-b:a', '32k'] },
  'opus 16 kbit/s': { file: 'x.opus', options: ['-c:a', 'libopus', '-b:a', '16k'] },
  'aac 32 kbit/s': { file: 'x.m4a', options: ['-c:a', 'aac', '-b:a', '32k'] },
  'gsm, 8 kHz': { file: 'x.gsm.wav', options: ['-ar', '8000', '-c:a', 'libgsm_ms'] },
  'noise removed': { file: 'x.fft.wav', options: ['-af', 'afftdn=nr=20'] },
  'gate to silence': { file: 'x.gate.wav', options: ['-af', 'agate=threshold=0.01:range=0:attack=5:release=80'] },
};

/** A recording after one of them, at 16 kHz; `folder` is for the file in between. */
export const encoded = async (path: string, name: string, folder: string): Promise<Samples> => {
  const { file, options } = ENCODINGS[name]!;
  const between = `${folder}/${file}`;
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-i', path, ...options, between]);
  const samples = await readRecording(between);
  await rm(between);
  return samples;
};
