import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { encode } from './ffmpeg-encode.js';
import { assertRefused, LIMITS, openRecordingBench, original, SECONDS } from './recording-bench.js';
import { floatWav } from './wav-file.js';

const { folder, work, source, decoder, remove } = await openRecordingBench();
t.teardown(remove);

const CUT: Readonly<Record<string, readonly string[]>> = {
  'c.wav': [],
  'c.mp3': [],
  'bare.mp3': ['-write_xing', '0', '-id3v2_version', '0'],
  'c.m4a': ['-movflags', '+faststart'],
  'fragments.mp4': ['-movflags', 'frag_keyframe+empty_moov', '-frag_duration', '200000'],
  'opus.ogg': ['-c:a', 'libopus', '-page_duration', '100000'],
  'vorbis.ogg': ['-c:a', 'libvorbis', '-page_duration', '100000'],
  'c.flac': [],
  'c.aac': [],
  'c.webm': [],
  'live.webm': ['-c:a', 'libopus', '-live', '1'],
  'c.caf': [],
};

for (const [name, options] of Object.entries(CUT)) {
  t.test(`${name}, cut, gives what is there and says that it is truncated`, async (t) => {
    const path = join(folder, name);
    await encode(source, path, options);
    const whole = await readFile(path);
    await writeFile(path, whole.subarray(0, Math.floor(whole.length * 0.6) + 3));
    const decoded = await decoder.decode(path, LIMITS);
    t.equal(decoded.truncated, true);
    t.ok(decoded.durationMs >= SECONDS * 350 && decoded.durationMs < SECONDS * 900, `lasts ${decoded.durationMs} ms`);
  });
}

t.test('less than half a second of a cut recording is nothing to judge', async (t) => {
  const path = join(folder, 'stub.wav');
  await writeFile(path, (await readFile(source)).subarray(0, 0.4 * 16_000 * 4));
  await assertRefused(t, decoder.decode(path, LIMITS), 'AUDIO_UNREADABLE');
});

t.test('an MP4 whose index was cut off is unreadable', async (t) => {
  const path = join(folder, 'last.m4a');
  await encode(source, path, []);
  await writeFile(path, (await readFile(path)).subarray(0, 6000));
  await assertRefused(t, decoder.decode(path, LIMITS), 'AUDIO_UNREADABLE');
});

t.test('a WAV that was written to a pipe has no declared end and is not truncated', async (t) => {
  for (const dataBytes of [0, 0xffff_ffff, 0x7fff_f000]) {
    const path = join(folder, 'streamed.wav');
    const whole = floatWav([original], 16_000);
    whole.writeUInt32LE(dataBytes, 40);
    await writeFile(path, whole);
    const decoded = await decoder.decode(path, LIMITS);
    t.match(decoded, { truncated: false, declaredDurationMs: null, durationMs: SECONDS * 1000 });
  }
});

t.test('no file is left in the working folder', async (t) => {
  t.same(await readdir(work), []);
});
