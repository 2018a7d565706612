import fc from 'fast-check';
import t from 'tap';
import { wavBytes } from '../../test/audio/wav-file.js';
import { readWavHeader, wavDurationMs } from './wav-header.js';

const fields = { format: 1, channels: 2, sampleRateHz: 8000, bits: 16 };
const data = Buffer.alloc(32_000);

t.test('a plain header is read', async (t) => {
  const header = readWavHeader(wavBytes(fields, data))!;
  t.same(header, { channels: 2, sampleRateHz: 8000, bytesPerSecond: 32_000, dataOffset: 44, dataBytes: 32_000 });
  t.equal(wavDurationMs(header), 1000);
});

t.test('chunks before the data are stepped over, odd ones with their padding', async (t) => {
  const whole = wavBytes(fields, data);
  const note = Buffer.from('LIST\x03\x00\x00\x00abc\x00', 'latin1');
  const header = readWavHeader(Buffer.concat([whole.subarray(0, 36), note, whole.subarray(36)]));
  t.match(header, { dataOffset: 56, dataBytes: 32_000 });
});

t.test('an open size declares nothing', async (t) => {
  for (const dataBytes of [0, 0x7fff_f000, 0xffff_ffff]) {
    const header = readWavHeader(wavBytes({ ...fields, dataBytes }, data))!;
    t.match(header, { dataBytes: null, dataOffset: 44 });
    t.equal(wavDurationMs(header), null);
  }
});

t.test('a rate of no bytes has no duration', async (t) => {
  t.equal(wavDurationMs(readWavHeader(wavBytes({ ...fields, channels: 0 }, data))!), null);
});

t.test('headers that end early are told apart', async (t) => {
  const whole = wavBytes(fields, data);
  t.equal(readWavHeader(whole.subarray(0, 30)), null);
  t.match(readWavHeader(whole.subarray(0, 40)), { channels: 2, dataOffset: null });
  t.equal(readWavHeader(Buffer.concat([whole.subarray(0, 12), whole.subarray(36)])), null, 'data before its format');
});

t.test('any bytes after RIFF are read without a fault', async () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => readWavHeader(bytes) !== undefined));
});
