/** What a WAV header says of the file, before ffmpeg is asked. */
export interface WavHeader {
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly bytesPerSecond: number;
  /** Where the samples start; null when no data chunk lies within the bytes given. */
  readonly dataOffset: number | null;
  /** Bytes of samples declared; null when the writer left the size open, as one that writes to a pipe must. */
  readonly dataBytes: number | null;
}

const FMT_CHUNK_BYTES = 16;
/** ffmpeg leaves 2^32-1 in an unseekable output, SoX a little under 2^31, crashed recorders 0. */
const OPEN_SIZE = 0x7fff_0000;

const chunkName = (view: DataView, at: number): string =>
  String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3));

/**
 * Walks the chunks of a RIFF or RF64 file up to its data; null when there is no whole `fmt ` chunk before that.
 * Chunks are padded to even lengths.
 */
export function readWavHeader(head: Uint8Array): WavHeader | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let format: Pick<WavHeader, 'channels' | 'sampleRateHz' | 'bytesPerSecond'> | null = null;
  for (let at = 12; at + 8 <= head.length; ) {
    const name = chunkName(view, at);
    const size = view.getUint32(at + 4, true);
    if (name === 'data') {
      const open = size === 0 || size >= OPEN_SIZE;
      return format && { ...format, dataOffset: at + 8, dataBytes: open ? null : size };
    }
    if (name === 'fmt ' && at + 8 + FMT_CHUNK_BYTES <= head.length) {
      format = {
        channels: view.getUint16(at + 10, true),
        sampleRateHz: view.getUint32(at + 12, true),
        bytesPerSecond: view.getUint32(at + 16, true),
      };
    }
    at += 8 + size + (size % 2);
  }
  return format && { ...format, dataOffset: null, dataBytes: null };
}

/** Declared length of the sound in ms; null when the header leaves it open. */
export function wavDurationMs({ dataBytes, bytesPerSecond }: WavHeader): number | null {
  return dataBytes === null || bytesPerSecond === 0 ? null : Math.round((dataBytes * 1000) / bytesPerSecond);
}
