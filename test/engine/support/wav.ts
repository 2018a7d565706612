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
