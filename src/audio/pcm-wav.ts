import { SAMPLE_RATE_HZ, type Samples } from './pcm.js';
import { readWavHeader } from './wav-header.js';

const BYTES_PER_SAMPLE = 2;
const FULL_SCALE = 32_768;

/**
 * The samples of a WAV file that is exactly 16 kHz, mono, 16 bits; null for any other, one without samples, or one that holds
 * fewer than it declares. For recordings that must be the same on every machine, where no decoder may stand between.
 */
export const samplesOfWav = (file: Uint8Array): Samples | null => {
  const header = readWavHeader(file);
  if (header === null || header.dataOffset === null || header.dataBytes === null) return null;
  const { channels, sampleRateHz, bytesPerSecond, dataOffset, dataBytes } = header;
  const isPlain =
    channels === 1 && sampleRateHz === SAMPLE_RATE_HZ && bytesPerSecond === SAMPLE_RATE_HZ * BYTES_PER_SAMPLE;
  if (!isPlain || dataBytes % BYTES_PER_SAMPLE !== 0 || dataOffset + dataBytes > file.length) return null;
  const view = new DataView(file.buffer, file.byteOffset + dataOffset, dataBytes);
  return Float32Array.from(
    { length: dataBytes / BYTES_PER_SAMPLE },
    (_, at) => view.getInt16(at * BYTES_PER_SAMPLE, true) / FULL_SCALE,
  );
};
