import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import t from 'tap';
import { createFfmpegDecoder } from '../../src/audio/ffmpeg-decoder.js';
import type { ErrorCode } from '../../src/errors.js';
import { seededRandom } from '../fuzz/seeded-random.js';
import { encode } from './ffmpeg-encode.js';
import { assertRefused, LIMITS, openRecordingBench, original } from './recording-bench.js';
import { floatWav, wavBytes } from './wav-file.js';

const { folder, work, source, decoder, remove } = await openRecordingBench();
t.teardown(remove);

const text = (value: string): Buffer => Buffer.from(value, 'utf8');
const wav = (fields: Partial<Parameters<typeof wavBytes>[0]>, data: Uint8Array = Buffer.alloc(64_000, 7)): Buffer =>
  wavBytes({ format: 1, channels: 1, sampleRateHz: 16_000, bits: 16, ...fields }, data);
const constantFloats = (values: readonly number[], frames: number): Buffer =>
  floatWav([Float32Array.from({ length: frames }, (_, i) => values[i % values.length]!)], 16_000);

const FILES: Readonly<Record<string, readonly [ErrorCode, Uint8Array]>> = {
  'nothing.wav': ['AUDIO_EMPTY', new Uint8Array(0)],
  'playlist.m3u8': ['AUDIO_UNSUPPORTED', text('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n')],
  'playlist.wav': ['AUDIO_UNSUPPORTED', text('#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n')],
  'concat.txt': ['AUDIO_UNSUPPORTED', text("ffconcat version 1.0\nfile 'source.wav'\n")],
  'manifest.mpd': ['AUDIO_UNSUPPORTED', text('<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>')],
  'session.sdp': ['AUDIO_UNSUPPORTED', text('v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nm=audio 5004 RTP/AVP 0\n')],
  'words.srt': ['AUDIO_UNSUPPORTED', text('1\n00:00:00,000 --> 00:00:02,000\nhello\n')],
  'words.ass': ['AUDIO_UNSUPPORTED', text('[Script Info]\nTitle: x\n')],
  'picture.svg': ['AUDIO_UNSUPPORTED', text('<svg xmlns="http://www.w3.org/2000/svg"></svg>')],
  'picture.png': ['AUDIO_UNSUPPORTED', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  'picture.heic': ['AUDIO_UNSUPPORTED', Buffer.from('000000186674797068656963000000006d69663168656963', 'hex')],
  'archive.zip': ['AUDIO_UNSUPPORTED', Buffer.from('504b0304140000000800', 'hex')],
  'archive.gz': ['AUDIO_UNSUPPORTED', gzipSync(Buffer.alloc(100_000))],
  'paper.pdf': ['AUDIO_UNSUPPORTED', text('%PDF-1.7\n%\u00e2\u00e3\n')],
  'page.html': ['AUDIO_UNSUPPORTED', text('<!doctype html><html></html>')],
  'program.elf': ['AUDIO_UNSUPPORTED', Buffer.from('7f454c4602010100', 'hex')],
  'data.json': ['AUDIO_UNSUPPORTED', text('{"audio":[]}')],
  'noise.bin': ['AUDIO_UNSUPPORTED', seededRandom(3).bytes(100_000)],
  'tag-only.mp3': [
    'AUDIO_UNSUPPORTED',
    Buffer.concat([Buffer.from('49443303000000000010', 'hex'), Buffer.alloc(16, 65)]),
  ],
  'film.avi': ['AUDIO_UNSUPPORTED', text('RIFF\x00\x10\x00\x00AVI LIST')],
  'many-channels.wav': ['AUDIO_UNSUPPORTED', wav({ channels: 65_535 })],
  'no-channel.wav': ['AUDIO_UNSUPPORTED', wav({ channels: 0 })],
  'nine-channels.wav': ['AUDIO_UNSUPPORTED', wav({ channels: 9 })],
  'fast.wav': ['AUDIO_UNSUPPORTED', wav({ sampleRateHz: 2 ** 31 })],
  'slow.wav': ['AUDIO_UNSUPPORTED', wav({ sampleRateHz: 1 })],
  'still.wav': ['AUDIO_UNSUPPORTED', wav({ sampleRateHz: 0 })],
  'adpcm.wav': ['AUDIO_UNSUPPORTED', wav({ format: 0x11, bits: 4 })],
  'odd-bits.wav': ['AUDIO_UNSUPPORTED', wav({ bits: 65_528 })],
  'header-only.wav': ['AUDIO_EMPTY', wav({ dataBytes: 32_000 }, new Uint8Array(0))],
  'claims-a-day.wav': ['AUDIO_TOO_LONG', wav({ dataBytes: 0x7ffe_0000 })],
  'long.wav': ['AUDIO_TOO_LONG', wav({ dataBytes: 0 }, Buffer.alloc(61 * 32_000, 1))],
  'zeros.wav': ['AUDIO_SILENT', wav({}, Buffer.alloc(64_000))],
  'offset.wav': ['AUDIO_SILENT', wav({}, Buffer.alloc(64_000, 7))],
  'a-law-silence.wav': ['AUDIO_SILENT', wav({ format: 6, bits: 8, sampleRateHz: 8000 }, Buffer.alloc(16_000, 0xd5))],
  'not-numbers.wav': ['AUDIO_SILENT', constantFloats([Number.NaN, Number.POSITIVE_INFINITY], 16_000)],
  'short.wav': ['AUDIO_TOO_SHORT', constantFloats([0.5, -0.5], 4000)],
  'head.flac': ['AUDIO_UNREADABLE', Buffer.concat([text('fLaC'), Buffer.alloc(200)])],
  'head.webm': ['AUDIO_UNREADABLE', Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex')],
  'no-moov.mp4': [
    'AUDIO_UNREADABLE',
    Buffer.concat([Buffer.from('000000106674797069736f6d00000200', 'hex'), Buffer.alloc(90)]),
  ],
};

for (const [name, [code, bytes]] of Object.entries(FILES)) {
  t.test(`${name} is ${code}`, async (t) => {
    await writeFile(join(folder, name), bytes);
    await assertRefused(t, decoder.decode(join(folder, name), LIMITS), code);
  });
}

t.test('a film without sound is AUDIO_EMPTY', async (t) => {
  const path = join(folder, 'mute.mp4');
  await encode(source, path, [
    '-f',
    'lavfi',
    '-i',
    'testsrc=size=64x64:rate=5:duration=1',
    '-map',
    '1',
    '-c:v',
    'mpeg4',
  ]);
  await assertRefused(t, decoder.decode(path, LIMITS), 'AUDIO_EMPTY');
});

t.test('what declares itself longer than allowed is refused, compressed or not', async (t) => {
  for (const name of ['l.mp3', 'l.m4a', 'l.ogg', 'l.flac', 'l.aac', 'l.wav']) {
    const path = join(folder, name);
    await encode(source, path, []);
    await assertRefused(t, decoder.decode(path, { ...LIMITS, maxDurationMs: 1500 }), 'AUDIO_TOO_LONG');
  }
});

t.test('more decoded bytes than allowed are refused', async (t) => {
  const small = createFfmpegDecoder({ tempDir: work, maxDecodedBytes: 50_000 });
  await t.rejects(small.decode(source, LIMITS), { code: 'AUDIO_TOO_LONG' });
});

t.test('a folder is unsupported and a missing file is gone', async (t) => {
  await assertRefused(t, decoder.decode(folder, LIMITS), 'AUDIO_UNSUPPORTED');
  await assertRefused(t, decoder.decode(join(folder, 'never'), LIMITS), 'AUDIO_GONE');
});

t.test('wild float samples are cleaned, the rest is kept', async (t) => {
  const path = join(folder, 'wild.wav');
  const wild = original.map((x, i) => (i === 9000 ? Number.NaN : i === 9500 ? 1e30 : i === 9600 ? -Infinity : x));
  await writeFile(path, floatWav([wild], 16_000));
  const { samples } = await decoder.decode(path, LIMITS);
  t.ok(samples.every((x) => x >= -1 && x <= 1));
  t.same([samples[9000], samples[9500], samples[9600]], [0, 1, 0]);
  t.same(samples.slice(0, 9000), original.slice(0, 9000));
});

t.test('no file is left in the working folder', async (t) => {
  t.same(await readdir(work), []);
});
