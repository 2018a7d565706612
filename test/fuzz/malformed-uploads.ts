import { gzipSync } from 'node:zlib';
import { wavBytes } from '../audio/wav-file.js';
import { type SeededRandom, seededRandom } from './seeded-random.js';

export interface UploadSource {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface MalformedUpload {
  /** As a client might send it: may hold path parts, spaces, control characters. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly kind: MalformedKind;
}

type Damage = (random: SeededRandom, source: UploadSource) => { readonly name: string; readonly bytes: Uint8Array };

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const SMALL_PNG = Buffer.from(
  '89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc00000030101' +
    '00c9fe92ef0000000049454e44ae426082',
  'hex',
);
const EMPTY_ZIP_ENTRY = Buffer.from('504b03041400000008000000210000000000000000000000000005000000', 'hex');
const EVIL_NAMES = [
  '../../etc/passwd',
  '..\\..\\windows\\system32\\x.wav',
  '/etc/shadow',
  '-i.wav',
  'a\u0000b.wav',
  'http://127.0.0.1/x.wav',
  'concat:a.wav|b.wav',
  '$(id).wav',
  '%2e%2e%2f.wav',
  `${'n'.repeat(500)}.wav`,
  '条款\u202ewav.exe',
  '',
] as const;
const CONTENT_TYPES = [
  'audio/wav',
  'audio/mpeg',
  'audio/mp4',
  'audio/webm',
  'application/octet-stream',
  'text/html',
  'application/json',
  'image/png',
  'audio/x-mpegurl',
] as const;
const EXTENSIONS = ['wav', 'mp3', 'm4a', 'webm', 'ogg', 'flac', 'amr', 'txt', 'png', 'exe'] as const;

const PLAYLISTS = [
  '#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n',
  '#EXTM3U\n#EXTINF:10,\nhttp://169.254.169.254/latest/meta-data/\n#EXT-X-ENDLIST\n',
  "ffconcat version 1.0\nfile 'file:///etc/passwd'\nfile 'http://127.0.0.1:1/a.wav'\n",
  '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>file:///etc/</BaseURL></MPD>',
  '[playlist]\nFile1=file:///etc/passwd\nNumberOfEntries=1\n',
  'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n',
] as const;

const TEXTS = [
  '本产品不保证本金，请仔细阅读条款。\n',
  '{"audio":"none"}',
  '<!doctype html><script>alert(1)</script>',
  '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
  '%PDF-1.7\n1 0 obj <<>> endobj\n',
] as const;

function flipBits(random: SeededRandom, bytes: Uint8Array): Uint8Array {
  const damaged = Uint8Array.from(bytes);
  const flips = 1 + random.below(200);
  for (let n = 0; n < flips && damaged.length > 0; n++) damaged[random.below(damaged.length)]! ^= 1 << random.below(8);
  return damaged;
}

/** Extreme values, one of which is likely to be a size, a rate or a count. */
function overwriteHeader(random: SeededRandom, bytes: Uint8Array): Uint8Array {
  const damaged = Uint8Array.from(bytes);
  const at = random.below(Math.min(256, Math.max(1, damaged.length)));
  const extreme = random.pick([
    [0xff, 0xff, 0xff, 0xff],
    [0xff, 0xff, 0xff, 0x7f],
    [0x7f, 0xff, 0xff, 0xff],
    [0, 0, 0, 0x80],
    [0, 0, 0, 0],
  ]);
  damaged.set(extreme.slice(0, damaged.length - at), at);
  return damaged;
}

const hugeHeader = (random: SeededRandom): Uint8Array =>
  wavBytes(
    {
      format: random.pick([1, 3, 6, 7, 0x11, 0xfffe, 0xffff]),
      channels: random.pick([0, 1, 2, 64, 65_535]),
      sampleRateHz: random.pick([0, 1, 8000, 16_000, 768_000, 2 ** 31, 2 ** 32 - 1]),
      bits: random.pick([0, 1, 8, 16, 24, 64, 65_535]),
      dataBytes: random.pick([0, 1, 0x7fff_ffff, 0xffff_fff0, 0xffff_ffff]),
    },
    random.bytes(random.below(20_000)),
  );

const cut = (random: SeededRandom, bytes: Uint8Array): Uint8Array => bytes.subarray(0, random.below(bytes.length + 1));

const concatenate = (random: SeededRandom, bytes: Uint8Array): Uint8Array =>
  random.below(2) === 0
    ? Buffer.concat([bytes, bytes])
    : Buffer.concat([bytes, random.bytes(random.below(5000)), bytes]);

const DAMAGES = {
  truncated: (random, { name, bytes }) => ({ name, bytes: cut(random, bytes) }),
  head_only: (random, { name, bytes }) => ({ name, bytes: bytes.subarray(0, 1 + random.below(200)) }),
  head_missing: (random, { name, bytes }) => ({ name, bytes: bytes.subarray(1 + random.below(2000)) }),
  bit_flips: (random, { name, bytes }) => ({ name, bytes: flipBits(random, bytes) }),
  header_overwritten: (random, { name, bytes }) => ({ name, bytes: overwriteHeader(random, bytes) }),
  huge_header: (random) => ({ name: 'huge.wav', bytes: hugeHeader(random) }),
  random_bytes: (random) => ({ name: 'noise.wav', bytes: random.bytes(1 + random.below(30_000)) }),
  magic_then_noise: (random, { name, bytes }) => ({
    name,
    bytes: Buffer.concat([bytes.subarray(0, 4 + random.below(40)), random.bytes(5000)]),
  }),
  empty: (_random, { name }) => ({ name, bytes: new Uint8Array(0) }),
  zeros: (random) => ({ name: 'zeros.wav', bytes: new Uint8Array(1 + random.below(10_000)) }),
  zip: (random) => ({ name: 'a.zip', bytes: Buffer.concat([EMPTY_ZIP_ENTRY, random.bytes(500)]) }),
  gzip_bomb: () => ({ name: 'a.wav.gz', bytes: gzipSync(new Uint8Array(8 * 1024 * 1024)) }),
  png: () => ({ name: 'face.png', bytes: SMALL_PNG }),
  text: (random) => ({ name: 'a.txt', bytes: Buffer.from(random.pick(TEXTS)) }),
  playlist: (random) => ({ name: random.pick(['a.m3u8', 'a.wav', 'a.mpd']), bytes: latin1(random.pick(PLAYLISTS)) }),
  wrong_extension: (random, { bytes }) => ({ name: `clause.${random.pick(EXTENSIONS)}`, bytes }),
  path_name: (random, { bytes }) => ({ name: random.pick(EVIL_NAMES), bytes }),
  concatenated: (random, { name, bytes }) => ({ name, bytes: concatenate(random, bytes) }),
} as const satisfies Record<string, Damage>;

export type MalformedKind = keyof typeof DAMAGES;
export const MALFORMED_KINDS = Object.keys(DAMAGES) as readonly MalformedKind[];

/**
 * `count` uploads that a service must survive, made from good recordings. Kinds take turns, so any 18 in a row hold
 * each kind once; the same seed and sources give the same bytes. Wrong extensions, path-like names and some damage
 * leave the sound decodable.
 */
export function* malformedUploads(
  seed: number,
  count: number,
  sources: readonly UploadSource[],
): Generator<MalformedUpload, void, undefined> {
  if (sources.length === 0) throw new RangeError('Malformed uploads are made from at least one good one');
  const random = seededRandom(seed);
  for (let index = 0; index < count; index++) {
    const kind = MALFORMED_KINDS[index % MALFORMED_KINDS.length]!;
    const damage: Damage = DAMAGES[kind];
    yield { ...damage(random, random.pick(sources)), contentType: random.pick(CONTENT_TYPES), kind };
  }
}
