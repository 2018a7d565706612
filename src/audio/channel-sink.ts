import { HeshengError } from '../errors.js';

/** Takes a float WAV stream in pieces of any size and keeps one growing array per channel. */
export interface ChannelSink {
  /** Throws AUDIO_UNSUPPORTED on too many channels, AUDIO_TOO_LONG past the limit of frames or bytes. */
  write(piece: Buffer): void;
  /** Equal lengths; empty before the header was seen. Views on the sink's memory. */
  channels(): readonly Float32Array[];
}

export interface SinkLimits {
  readonly maxChannels: number;
  readonly maxFrames: number;
  readonly maxBytes: number;
}

const BYTES_PER_SAMPLE = 4;
const MAX_HEADER_BYTES = 4096;
const FIRST_FRAMES = 1 << 18;

/**
 * Decoders hand on whatever a float file holds: NaN and infinities become 0, and overshoot is cut at full scale, so
 * that one wild sample cannot spoil sums and models later.
 */
const clean = (value: number): number => (Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0);

/** Channels and offset of the first sample, or null when the header is not whole yet. */
function readHeader(bytes: Buffer): { readonly channels: number; readonly dataOffset: number } | null {
  const data = bytes.indexOf('data', 12, 'latin1');
  if (data < 0 || data + 8 > bytes.length) return null;
  return { channels: bytes.readUInt16LE(22), dataOffset: data + 8 };
}

function grown(old: Float32Array, frames: number): Float32Array {
  const larger = new Float32Array(Math.max(frames, old.length * 2));
  larger.set(old);
  return larger;
}

export function createChannelSink(limits: SinkLimits): ChannelSink {
  let pending: Buffer = Buffer.alloc(0);
  let store: Float32Array[] | null = null;
  let frames = 0;

  const openStore = (): void => {
    const header = readHeader(pending);
    if (header === null) {
      if (pending.length > MAX_HEADER_BYTES) throw new HeshengError('AUDIO_UNREADABLE', 'The decoder gave no header');
      return;
    }
    if (header.channels < 1 || header.channels > limits.maxChannels) {
      throw new HeshengError('AUDIO_UNSUPPORTED', `More than ${limits.maxChannels} channels`);
    }
    store = Array.from({ length: header.channels }, () => new Float32Array(FIRST_FRAMES));
    pending = pending.subarray(header.dataOffset);
  };

  const reserve = (target: Float32Array[], wanted: number): void => {
    if (wanted > limits.maxFrames || wanted * target.length * BYTES_PER_SAMPLE > limits.maxBytes) {
      throw new HeshengError('AUDIO_TOO_LONG', 'The decoded audio passes the limit');
    }
    if (wanted <= (target[0]?.length ?? 0)) return;
    for (const [index, old] of target.entries()) target[index] = grown(old, wanted);
  };

  const drain = (target: Float32Array[]): void => {
    const frameBytes = target.length * BYTES_PER_SAMPLE;
    const whole = Math.floor(pending.length / frameBytes);
    reserve(target, frames + whole);
    const view = new DataView(pending.buffer, pending.byteOffset, pending.byteLength);
    target.forEach((channel, index) => {
      let at = index * BYTES_PER_SAMPLE;
      for (let frame = frames; frame < frames + whole; frame++, at += frameBytes) {
        channel[frame] = clean(view.getFloat32(at, true));
      }
    });
    frames += whole;
    pending = pending.subarray(whole * frameBytes);
  };

  return {
    write(piece) {
      pending = pending.length === 0 ? piece : Buffer.concat([pending, piece]);
      if (store === null) openStore();
      if (store !== null) drain(store);
    },
    channels: () => (store ?? []).map((channel) => channel.subarray(0, frames)),
  };
}
