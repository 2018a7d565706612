import { readFileSync } from 'node:fs';

const chunk = (file: Buffer, id: string): Buffer => {
  for (let at = 12; at + 8 <= file.length; ) {
    const size = file.readUInt32LE(at + 4);
    if (file.toString('latin1', at, at + 4) === id) return file.subarray(at + 8, at + 8 + size);
    at += 8 + size + (size % 2);
  }
  throw new Error(`no ${id} chunk`);
};

/** Samples of a 16-bit mono WAV file at 16 kHz, -1 to 1. */
export const readWav = (path: string): Float32Array => {
  const file = readFileSync(path);
  const format = chunk(file, 'fmt ');
  const [kind, channels, rate, bits] = [0, 2, 4, 14].map((at) =>
    at === 4 ? format.readUInt32LE(4) : format.readUInt16LE(at),
  );
  if (kind !== 1 || channels !== 1 || rate !== 16_000 || bits !== 16)
    throw new Error(`${path} is not 16 kHz mono PCM16`);
  const data = chunk(file, 'data');
  return Float32Array.from({ length: data.length / 2 }, (_, index) => data.readInt16LE(index * 2) / 32_768);
};

/** The recording over and over, with its own silence between. */
export const repeated = (samples: Float32Array, times: number): Float32Array => {
  const long = new Float32Array(samples.length * times);
  for (let time = 0; time < times; time += 1) long.set(samples, time * samples.length);
  return long;
};

const HEADER_BYTES = 44;

/** The bytes of a 16-bit mono WAV file at 16 kHz that holds these samples. */
export const toWav = (samples: Float32Array): Buffer => {
  const file = Buffer.alloc(HEADER_BYTES + 2 * samples.length);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(16_000, 24);
  file.writeUInt32LE(32_000, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(2 * samples.length, 40);
  samples.forEach((sample, i) => {
    file.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), HEADER_BYTES + 2 * i);
  });
  return file;
};
