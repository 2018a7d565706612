import fc from 'fast-check';
import t from 'tap';
import { adtsFrameBytes, id3v2Bytes, mp3FrameBytes } from './mpeg-frame.js';
import { sniffContainer } from './sniff.js';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));
const zeros = (count: number): readonly number[] => new Array<number>(count).fill(0);

/** MPEG-1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes. */
const MP3_FRAME = [0xff, 0xfb, 0x90, 0x00, ...zeros(413)];
/** ADTS, 16 kHz mono, 20 bytes. */
const ADTS_FRAME = [0xff, 0xf1, 0x60, 0x40, 0x02, 0x9f, 0xfc, ...zeros(13)];
const id3 = (length: number): readonly number[] => [0x49, 0x44, 0x33, 3, 0, 0, 0, 0, length >> 7, length & 0x7f];

const KNOWN: readonly (readonly [string, string, Uint8Array])[] = [
  ['wav', 'wav', bytes('RIFF', zeros(4), 'WAVEfmt ')],
  ['wav', 'wav', bytes('RF64', zeros(4), 'WAVEds64')],
  ['flac', 'flac', bytes('fLaC', zeros(20))],
  ['flac', 'flac', bytes(id3(20), zeros(20), 'fLaC', zeros(20))],
  ['ogg', 'ogg', bytes('OggS', zeros(30))],
  ['caf', 'caf', bytes('caff', [0, 1, 0, 0])],
  ['amr', 'amr', bytes('#!AMR\n', [0x3c])],
  ['amr', 'amr', bytes('#!AMR-WB\n', [0x3c])],
  ['webm', 'matroska', bytes([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84], 'webm')],
  ['webm', 'matroska', bytes([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x88], 'matroska')],
  ['mp4', 'mov', bytes([0, 0, 0, 24], 'ftypM4A ', zeros(12))],
  ['mp4', 'mov', bytes([0, 0, 0, 24], 'ftypisom', zeros(12))],
  ['mp4', 'mov', bytes([0, 0, 1, 24], 'moov', zeros(12))],
  ['mp3', 'mp3', bytes(MP3_FRAME, MP3_FRAME)],
  ['mp3', 'mp3', bytes(MP3_FRAME)],
  ['mp3', 'mp3', bytes(id3(20), zeros(20), MP3_FRAME, MP3_FRAME)],
  ['mp3', 'mp3', bytes(id3(5000), zeros(100))],
  ['mp3', 'mp3', bytes(zeros(100), MP3_FRAME, MP3_FRAME)],
  ['aac', 'aac', bytes(ADTS_FRAME, ADTS_FRAME)],
  ['aac', 'aac', bytes(id3(20), zeros(20), ADTS_FRAME, ADTS_FRAME)],
];

for (const [container, demuxer, head] of KNOWN) {
  t.test(`${container} by ${JSON.stringify(Buffer.from(head.subarray(0, 12)).toString('latin1'))}`, async (t) => {
    t.same(sniffContainer(head), { container, demuxer });
  });
}

t.test('other files, and sounds that Hesheng does not read, are nothing', async (t) => {
  const foreign = [
    bytes(),
    bytes([0]),
    bytes('#EXTM3U\n'),
    bytes('ffconcat version 1.0\n'),
    bytes('RIFF', zeros(4), 'AVI LIST'),
    bytes('PK\x03\x04'),
    bytes('%PDF-1.4'),
    bytes('<?xml version="1.0"?>'),
    bytes('{"a":1}'),
    bytes('\x7fELF'),
    bytes('GIF89a'),
    bytes([0, 0, 0, 24], 'ftypheic'),
    bytes([0, 0, 0, 24], 'ftypavif'),
    bytes('wildmoov'),
    bytes('OggS', [1]),
    bytes([0x1a, 0x45, 0xdf, 0xa3], zeros(60)),
    bytes([0x1a, 0x45, 0xdf, 0xa3, 0x42, 0x82, 0x84], 'evil'),
    bytes(MP3_FRAME, 'and then something else'),
    bytes(id3(4), zeros(4), 'no frame here'),
    bytes(zeros(3000)),
  ];
  for (const head of foreign) t.equal(sniffContainer(head), null, Buffer.from(head.subarray(0, 16)).toString('latin1'));
});

t.test('any bytes are answered without a fault, and text is never a container', async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (head) => {
      const sniffed = sniffContainer(head);
      return sniffed === null || sniffed.demuxer.length > 0;
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => sniffContainer(Buffer.from(`${text} `, 'utf8').subarray(0, 300)) === null),
  );
});

t.test('MP3 frame lengths', async (t) => {
  const length = (...header: readonly number[]) => mp3FrameBytes(Uint8Array.from(header), 0);
  t.equal(length(0xff, 0xfb, 0x90, 0x00), 417);
  t.equal(length(0xff, 0xfb, 0x92, 0x00), 418, 'padded');
  t.equal(length(0xff, 0xf3, 0x48, 0x00), 144, 'MPEG-2, 32 kbit/s, 16 kHz');
  t.equal(length(0xff, 0xe3, 0x18, 0x00), 72, 'MPEG-2.5, 8 kbit/s, 8 kHz');
  for (const header of [
    [0xff, 0xeb, 0x90, 0x00],
    [0xff, 0xfd, 0x90, 0x00],
    [0xff, 0xfb, 0x00, 0x00],
    [0xff, 0xfb, 0xf0, 0x00],
    [0xff, 0xfb, 0x9c, 0x00],
    [0xfe, 0xfb, 0x90, 0x00],
    [0xff, 0xfb, 0x90],
  ]) {
    t.equal(length(...header), null);
  }
});

t.test('ADTS frame and ID3v2 tag lengths', async (t) => {
  t.equal(adtsFrameBytes(Uint8Array.from(ADTS_FRAME), 0), 20);
  t.equal(adtsFrameBytes(Uint8Array.from([0xff, 0xf1, 0x7c, 0x40, 0x02, 0x9f, 0xfc]), 0), null, 'no such rate');
  t.equal(
    adtsFrameBytes(Uint8Array.from([0xff, 0xf1, 0x60, 0x40, 0x00, 0x9f, 0xfc]), 0),
    null,
    'shorter than its header',
  );
  t.equal(id3v2Bytes(bytes(id3(300))), 310);
  t.equal(id3v2Bytes(bytes([0x49, 0x44, 0x33, 4, 0, 0x10, 0, 0, 0, 5])), 25, 'with footer');
  t.equal(id3v2Bytes(bytes('ID3')), 0);
});
