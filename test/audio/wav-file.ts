export interface WavFields {
  readonly format: number;
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly bits: number;
  /** Sizes that the header claims; by default the true ones. */
  readonly dataBytes?: number;
}

/** A canonical 44-byte WAV header and `data`; every field may lie. */
export function wavBytes(fields: WavFields, data: Uint8Array): Buffer {
  const { format, channels, sampleRateHz, bits, dataBytes = data.length } = fields;
  const blockBytes = (channels * bits) / 8;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE((36 + dataBytes) >>> 0, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(format, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRateHz, 24);
  header.writeUInt32LE((sampleRateHz * blockBytes) >>> 0, 28);
  header.writeUInt16LE(blockBytes & 0xffff, 32);
  header.writeUInt16LE(bits, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes >>> 0, 40);
  return Buffer.concat([header, data]);
}

/** Channels of equal length as a 32-bit float WAV. */
export function floatWav(channels: readonly Float32Array[], sampleRateHz: number): Buffer {
  const frames = channels[0]?.length ?? 0;
  const data = Buffer.alloc(frames * channels.length * 4);
  channels.forEach((channel, index) => {
    channel.forEach((sample, frame) => {
      data.writeFloatLE(sample, (frame * channels.length + index) * 4);
    });
  });
  return wavBytes({ format: 3, channels: channels.length, sampleRateHz, bits: 32 }, data);
}
