import { execFile } from 'node:child_process';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { SAMPLE_RATE_HZ } from '../../../src/audio/pcm.js';
import { wavBytes } from '../../audio/wav-file.js';
import type { Encoding } from './recipe.js';

const run = promisify(execFile);

const pcm16 = (samples: Float32Array): Buffer => {
  const data = Buffer.alloc(samples.length * 2);
  samples.forEach((value, index) => {
    data.writeInt16LE(Math.max(-32_768, Math.min(32_767, Math.round(value * 32_767))), index * 2);
  });
  return wavBytes({ format: 1, channels: 1, sampleRateHz: SAMPLE_RATE_HZ, bits: 16 }, data);
};

const ffmpeg = async (path: string, options: readonly string[]): Promise<void> => {
  const from = `${path}.plain.wav`;
  await writeFile(from, await readFile(path));
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-i', from, ...options, path]);
};

/** Writes samples to a WAV file in the way that the case asks for. */
export const writeSound = async (path: string, samples: Float32Array, encoding: Encoding): Promise<void> => {
  const bytes = pcm16(samples);
  await writeFile(path, bytes);
  if (encoding.as === 'mulaw') await ffmpeg(path, ['-ar', '8000', '-c:a', 'pcm_mulaw']);
  if (encoding.as === 'tempo') await ffmpeg(path, ['-filter:a', `atempo=${encoding.factor}`]);
  if (encoding.as === 'cut_file') await truncate(path, Math.round(bytes.length * encoding.keptShare));
};
