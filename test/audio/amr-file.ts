import { seededRandom } from '../fuzz/seeded-random.js';

const MAGIC = '#!AMR\n';
/**
 * Frame type 7, 12.2 kbit/s: 31 bytes of speech bits; type 8, comfort noise: 5; type 15, no data: 0 (RFC 4867, 5.3).
 */
const SPEECH_122 = { type: 7, bytes: 31 } as const;
const COMFORT_NOISE = { type: 8, bytes: 5 } as const;
const NO_DATA = { type: 15, bytes: 0 } as const;
const QUALITY_OK = 0x04;

/**
 * A valid AMR-NB file of `frames` 20 ms frames. Encoders are rare in builds of ffmpeg, so the speech bits are drawn
 * from a seed: any bits are some sound to an ACELP decoder, which has no checksums. With `pauses`, every tenth frame
 * is comfort noise or empty, as a phone with discontinuous transmission writes them.
 */
export function amrFile(frames: number, { pauses = false } = {}): Buffer {
  const random = seededRandom(7);
  const bodies = Array.from({ length: frames }, (_, index) => {
    const pause = index % 20 === 9 ? COMFORT_NOISE : NO_DATA;
    const kind = pauses && index % 10 === 9 ? pause : SPEECH_122;
    return Buffer.concat([Buffer.from([(kind.type << 3) | QUALITY_OK]), random.bytes(kind.bytes)]);
  });
  return Buffer.concat([Buffer.from(MAGIC, 'latin1'), ...bodies]);
}
