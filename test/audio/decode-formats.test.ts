import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { rmsDbfs } from '../../src/audio/level.js';
import { amrFile } from './amr-file.js';
import { encode } from './ffmpeg-encode.js';
import { assertSounds, LIMITS, openRecordingBench } from './recording-bench.js';

const { folder, work, source, decoder, remove } = await openRecordingBench();
t.teardown(remove);

interface Format {
  readonly file: string;
  readonly options: readonly string[];
  readonly container: string;
  readonly codec: string;
  readonly correlation: number;
  readonly rateHz?: number;
}

const pcm = (codec: string, correlation: number, name = codec): Format => {
  return { file: `${name}.wav`, options: ['-c:a', codec], container: 'wav', codec, correlation };
};
const FORMATS: readonly Format[] = [
  pcm('pcm_u8', 0.99),
  pcm('pcm_s16le', 0.9999),
  pcm('pcm_s24le', 0.9999),
  pcm('pcm_s32le', 0.9999),
  pcm('pcm_f32le', 0.9999),
  pcm('pcm_f64le', 0.9999),
  pcm('pcm_alaw', 0.99),
  pcm('pcm_mulaw', 0.99),
  { ...pcm('pcm_mulaw', 0.97, 'telephone'), options: ['-ar', '8000', '-c:a', 'pcm_mulaw'], rateHz: 8000 },
  { ...pcm('pcm_s16le', 0.9999, 'rf64'), options: ['-rf64', 'always', '-c:a', 'pcm_s16le'] },
  { file: 'id3.mp3', options: ['-metadata', 'title=条款'], container: 'mp3', codec: 'mp3', correlation: 0.97 },
  { file: 'id3v1.mp3', options: ['-write_id3v1', '1'], container: 'mp3', codec: 'mp3', correlation: 0.97 },
  {
    file: 'bare.mp3',
    options: ['-write_xing', '0', '-id3v2_version', '0'],
    container: 'mp3',
    codec: 'mp3',
    correlation: 0.97,
  },
  { file: 'moov-last.m4a', options: ['-b:a', '64k'], container: 'mp4', codec: 'aac', correlation: 0.97 },
  {
    file: 'moov-first.m4a',
    options: ['-b:a', '64k', '-movflags', '+faststart'],
    container: 'mp4',
    codec: 'aac',
    correlation: 0.97,
  },
  {
    file: 'fragments.mp4',
    options: ['-movflags', 'frag_keyframe+empty_moov'],
    container: 'mp4',
    codec: 'aac',
    correlation: 0.97,
  },
  { file: 'phone.3gp', options: ['-c:a', 'aac'], container: 'mp4', codec: 'aac', correlation: 0.97 },
  { file: 'adts.aac', options: ['-b:a', '64k'], container: 'aac', codec: 'aac', correlation: 0.97 },
  {
    file: 'opus.webm',
    options: ['-c:a', 'libopus'],
    container: 'webm',
    codec: 'opus',
    correlation: 0.9,
    rateHz: 48_000,
  },
  {
    file: 'live.webm',
    options: ['-c:a', 'libopus', '-live', '1'],
    container: 'webm',
    codec: 'opus',
    correlation: 0.9,
    rateHz: 48_000,
  },
  { file: 'opus.ogg', options: ['-c:a', 'libopus'], container: 'ogg', codec: 'opus', correlation: 0.9, rateHz: 48_000 },
  { file: 'vorbis.ogg', options: ['-c:a', 'libvorbis'], container: 'ogg', codec: 'vorbis', correlation: 0.95 },
  { file: 'flac.flac', options: [], container: 'flac', codec: 'flac', correlation: 0.9999 },
  { file: 'apple.caf', options: ['-c:a', 'pcm_s16be'], container: 'caf', codec: 'pcm_s16be', correlation: 0.9999 },
];

for (const format of FORMATS) {
  t.test(`${format.file} (${format.codec}) sounds as recorded`, async (t) => {
    const path = join(folder, format.file);
    await encode(source, path, format.options);
    const decoded = await decoder.decode(path, LIMITS);
    t.match(decoded, { container: format.container, codec: format.codec, sourceSampleRateHz: format.rateHz ?? 16_000 });
    t.match(decoded.channel, { index: 0, of: 1, reason: 'only_channel' });
    assertSounds(t, decoded, format.correlation);
  });
}

t.test('AMR-NB decodes', async (t) => {
  const path = join(folder, 'a.amr');
  await writeFile(path, amrFile(100));
  const decoded = await decoder.decode(path, LIMITS);
  t.match(decoded, { container: 'amr', codec: 'amr_nb', sourceSampleRateHz: 8000, durationMs: 2000, truncated: false });
  t.ok(rmsDbfs(decoded.samples) > -60, 'is not silent');
});

t.test('AMR-NB pauses that ffmpeg cannot fill are told, not hidden', async (t) => {
  const path = join(folder, 'pauses.amr');
  await writeFile(path, amrFile(100, { pauses: true }));
  const decoded = await decoder.decode(path, LIMITS);
  t.match(decoded, { container: 'amr', codec: 'amr_nb', truncated: true });
});

t.test('no file is left in the working folder', async (t) => {
  t.same(await readdir(work), []);
});
