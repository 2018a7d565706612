import t from 'tap';
import { emptyFfmpegLog, ffmpegLogReader } from './ffmpeg-log.js';

const read = (...lines: readonly string[]) => {
  const log = emptyFfmpegLog();
  const reader = ffmpegLogReader(log);
  for (const line of lines) reader(line);
  return log;
};

t.test('codec, rate and duration of the input are read, those of the output are not', async (t) => {
  const log = read(
    "[info] Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'file:x':",
    '[info]   Duration: 01:02:03.45, start: 0.000000, bitrate: 69 kb/s',
    '[info]   Stream #0:0[0x1](und): Video: h264 (High), yuv420p, 64x64',
    '[info]   Stream #0:1[0x2](und): Audio: aac (LC) (mp4a / 0x6134706D), 44100 Hz, stereo, fltp, 67 kb/s (default)',
    '[info]   Stream #0:2[0x3]: Audio: opus, 48000 Hz, mono, fltp',
    '[info] Stream mapping:',
    '[info]   Stream #0:0: Audio: pcm_f32le ([3][0][0][0] / 0x0003), 16000 Hz, mono, flt, 512 kb/s',
  );
  t.match(log, { codec: 'aac', sampleRateHz: 44_100, declaredDurationMs: 3_723_450, damaged: false, cutPacket: false });
});

t.test('the version is the first line of the banner and of nothing else', async (t) => {
  const banner = '[info] ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026 the FFmpeg developers';
  t.equal(read(banner, '[info]   built with gcc 12', '[info] ffmpeg version 9').version, '5.1.9-0+deb12u1');
  t.equal(read('[info]     comment         : ffmpeg version 9').version, null);
});

t.test('tags cannot imitate the facts', async (t) => {
  const log = read(
    '[info]     title           :   Duration: 00:00:01.00, start: 0',
    '[info]                     :   Stream #0:0: Audio: evil, 1 Hz, mono',
    '[info]   Duration: N/A, bitrate: N/A',
  );
  t.match(log, { codec: null, sampleRateHz: null, declaredDurationMs: null });
});

t.test('a duration guessed from the bit rate is none', async (t) => {
  const log = read(
    '[aac @ 0x55] [warning] Estimating duration from bitrate, this may be inaccurate',
    '[info]   Duration: 00:00:10.00, bitrate: 69 kb/s',
  );
  t.match(log, { declaredDurationMs: null, durationIsGuess: true });
});

t.test('complaints of the data are damage, an unopened picture is not', async (t) => {
  t.equal(read('[flac @ 0x1] [error] invalid residual').damaged, true);
  t.equal(read("[mjpeg @ 0x1] [error] Codec (mjpeg) not on whitelist 'aac'").damaged, false);
  t.equal(read('[warning] Guessed Channel Layout for Input Stream #0.0 : mono').damaged, false);
  t.match(read('[wav @ 0x1] [warning] Packet corrupt (stream = 0, dts = NOPTS).'), { cutPacket: true, damaged: false });
  t.match(read('[fatal] file:/x: corrupt input packet in stream 0'), { cutPacket: true, damaged: false });
  t.match(read("[fatal] Stream map '0:a:0' matches no streams."), { noAudioStream: true });
});

t.test('a stream without a known rate has none', async (t) => {
  t.match(read('[info]   Stream #0:0: Audio: flac, 0 channels'), { codec: 'flac', sampleRateHz: null });
});
