/**
 * kbit/s by bitrate index 1 to 14, layer III (ISO 11172-3 table B.1, ISO 13818-3). Index 0 is free format, 15 is
 * forbidden.
 */
const KBPS_MPEG1 = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320] as const;
const KBPS_MPEG2 = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160] as const;
const RATES_MPEG1_HZ = [44_100, 48_000, 32_000] as const;
const LAYER_III = 1;
const MPEG1 = 3;
const MPEG2 = 2;
const RESERVED_VERSION = 1;

/** How much coarser the clock of a version is than MPEG-1's. */
const rateDivisor = (version: number): number => (version === MPEG1 ? 1 : version === MPEG2 ? 2 : 4);

/**
 * Length in bytes of the MP3 frame whose header starts at `offset`, or null when there is no valid layer III header.
 * length = floor(samples per frame / 8 * bitrate / rate) + padding, samples per frame = 1152 (MPEG-1) or 576.
 */
export function mp3FrameBytes(bytes: Uint8Array, offset: number): number | null {
  const [b0 = 0, b1 = 0, b2 = 0, b3] = bytes.subarray(offset, offset + 4);
  if (b3 === undefined || b0 !== 0xff || (b1 & 0xe0) !== 0xe0) return null;
  const version = (b1 >> 3) & 3;
  if (version === RESERVED_VERSION || ((b1 >> 1) & 3) !== LAYER_III) return null;
  const kbps = (version === MPEG1 ? KBPS_MPEG1 : KBPS_MPEG2)[(b2 >> 4) - 1];
  const rateHz = RATES_MPEG1_HZ[(b2 >> 2) & 3];
  if (kbps === undefined || rateHz === undefined) return null;
  const bytesPerKbps = version === MPEG1 ? 144_000 : 72_000;
  return Math.floor((bytesPerKbps * kbps * rateDivisor(version)) / rateHz) + ((b2 >> 1) & 1);
}

/**
 * Length in bytes of the ADTS frame (ISO 13818-7) whose header starts at `offset`, or null when there is no valid
 * header.
 */
export function adtsFrameBytes(bytes: Uint8Array, offset: number): number | null {
  const [b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0, b5 = 0, b6] = bytes.subarray(offset, offset + 7);
  if (b6 === undefined || b0 !== 0xff || (b1 & 0xf6) !== 0xf0) return null;
  const rateIndex = (b2 >> 2) & 0xf;
  const length = ((b3 & 3) << 11) | (b4 << 3) | (b5 >> 5);
  return rateIndex > 12 || length < 8 ? null : length;
}

/**
 * Bytes of the ID3v2 tag at the start, header (and footer) included; 0 when there is none. Its size is four 7-bit
 * bytes.
 */
export function id3v2Bytes(head: Uint8Array): number {
  const [i = 0, d = 0, three = 0, , , flags = 0, s0 = 0, s1 = 0, s2 = 0, s3] = head.subarray(0, 10);
  if (s3 === undefined || i !== 0x49 || d !== 0x44 || three !== 0x33) return 0;
  const hasFooter = (flags & 0x10) !== 0;
  return ((s0 & 0x7f) << 21) + ((s1 & 0x7f) << 14) + ((s2 & 0x7f) << 7) + (s3 & 0x7f) + (hasFooter ? 20 : 10);
}
