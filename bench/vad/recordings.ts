import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MAX_BYTES = 64 * 1024 * 1024;

/** A recording as 16 kHz mono samples, read by ffmpeg; `filter`: what ffmpeg makes of it first. */
export const readRecording = async (path: string, filter = 'anull'): Promise<Float32Array> => {
  const args = ['-v', 'error', '-i', path, '-af', filter, '-f', 'f32le', '-ac', '1', '-ar', '16000', '-'];
  const { stdout } = await run('ffmpeg', args, { encoding: 'buffer', maxBuffer: MAX_BYTES });
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength));
};
