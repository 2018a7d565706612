const TABLE = new Uint32Array(256).map((_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
  return crc >>> 0;
});

/** bzip2's checksum of a block starts so and ends inverted. */
export const CRC_START = 0xffff_ffff;

/** CRC-32 with the polynomial 04c11db7, most significant bit first. */
export const updateCrc = (crc: number, bytes: Uint8Array): number => {
  let state = crc;
  for (const byte of bytes) state = (state << 8) ^ TABLE[((state >>> 24) ^ byte) & 0xff]!;
  return state >>> 0;
};

/** The checksum of a stream: every block's is added to the one before, rotated by one bit. */
export const combineCrc = (stream: number, block: number): number => (((stream << 1) | (stream >>> 31)) ^ block) >>> 0;
