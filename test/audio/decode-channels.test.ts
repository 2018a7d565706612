import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import { rmsDbfs } from '../../src/audio/level.js';
import { encode } from './ffmpeg-encode.js';
import { assertSounds, LIMITS, openRecordingBench, original, SECONDS } from './recording-bench.js';
import { floatWav } from './wav-file.js';

const { folder, work, source, decoder, remove } = await openRecordingBench();
t.teardown(remove);

for (const rateHz of [8000, 11_025, 12_000, 22_050, 24_000, 32_000, 44_100, 48_000]) {
  t.test(`${rateHz} Hz is resampled without change of pitch or level`, async (t) => {
    const path = join(folder, `rate-${rateHz}.wav`);
    await encode(source, path, ['-ar', String(rateHz), '-c:a', 'pcm_s16le']);
    const decoded = await decoder.decode(path, LIMITS);
    t.equal(decoded.sourceSampleRateHz, rateHz);
    assertSounds(t, decoded, rateHz < 16_000 ? 0.97 : 0.999);
  });
}

t.test('WAVE_FORMAT_EXTENSIBLE with more than two channels decodes', async (t) => {
  const path = join(folder, 'extensible.wav');
  const silent = new Float32Array(original.length);
  await writeFile(join(folder, 'four.wav'), floatWav([silent, silent, original, silent], 16_000));
  await encode(join(folder, 'four.wav'), path, ['-c:a', 'pcm_s24le']);
  const decoded = await decoder.decode(path, LIMITS);
  t.match(decoded.channel, { index: 2, of: 4, reason: 'most_speech_energy' });
  assertSounds(t, decoded, 0.9999);
});

t.test('stereo: channels in opposite phase do not cancel', async (t) => {
  const path = join(folder, 'inverted.wav');
  await writeFile(path, floatWav([original, original.map((x) => -x)], 16_000));
  const decoded = await decoder.decode(path, LIMITS);
  t.equal(decoded.channel.reason, 'same_signal');
  assertSounds(t, decoded, 0.9999);
});

for (const file of ['stereo.mp3', 'stereo.m4a', 'stereo.opus', 'stereo.flac']) {
  t.test(`${file}: the channel that speaks is chosen`, async (t) => {
    const path = join(folder, file);
    const hum = original.map((_, i) => 0.3 * Math.sin((2 * Math.PI * 50 * i) / 16_000));
    await writeFile(join(folder, 'hum.wav'), floatWav([hum, original], 16_000));
    await encode(join(folder, 'hum.wav'), path, ['-b:a', '128k']);
    const decoded = await decoder.decode(path, LIMITS);
    t.match(decoded.channel, { index: 1, of: 2, reason: 'most_speech_energy' });
    t.equal(decoded.channel.levelsDbfs.length, 2);
    assertSounds(t, decoded, 0.9);
  });
}

t.test('a name and an extension that lie change nothing', async (t) => {
  for (const name of ['-i.txt', 'http:x.m3u8', 'a%d.png', 'concat:a|b', ' 中文.mp3']) {
    const path = join(folder, name);
    await writeFile(path, floatWav([original], 16_000));
    assertSounds(t, await decoder.decode(path, LIMITS), 0.9999);
  }
});

t.test('a cover picture or a film beside the sound is left alone', async (t) => {
  const film = join(folder, 'film.mp4');
  const testCard = ['-f', 'lavfi', '-i', `testsrc=size=64x64:rate=5:duration=${SECONDS}`];
  await encode(source, film, [...testCard, '-map', '0', '-map', '1', '-c:v', 'mpeg4', '-c:a', 'aac']);
  assertSounds(t, await decoder.decode(film, LIMITS), 0.97);
  const cover = join(folder, 'cover.mp3');
  const picture = ['-f', 'lavfi', '-i', 'testsrc=size=640x640:duration=1', '-map', '0', '-map', '1', '-frames:v', '1'];
  await encode(source, cover, [...picture, '-c:v', 'png', '-disposition:v', 'attached_pic']);
  assertSounds(t, await decoder.decode(cover, LIMITS), 0.97);
});

t.test('48 kHz speech above 8 kHz does not fold into the band', async (t) => {
  const path = join(folder, 'tone.wav');
  const tone = Float32Array.from({ length: 48_000 }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 9000 * i) / 48_000));
  const marker = Float32Array.from({ length: 48_000 }, (_, i) => 1e-3 * Math.sin((2 * Math.PI * 7000 * i) / 48_000));
  await writeFile(path, floatWav([tone.map((x, i) => x + marker[i]!)], 48_000));
  const { samples } = await decoder.decode(path, LIMITS);
  const middle = samples.subarray(2000, 14_000);
  t.ok(Math.abs(rmsDbfs(middle) - rmsDbfs(marker)) < 0.5, `only the 7 kHz tone is left: ${rmsDbfs(middle)} dBFS`);
});

t.test('no file is left in the working folder', async (t) => {
  t.same(await readdir(work), []);
});
