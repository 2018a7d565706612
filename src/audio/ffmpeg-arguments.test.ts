import t from 'tap';
import { ffmpegArguments, isSupportedCodec } from './ffmpeg-arguments.js';

const after = (args: readonly string[], option: string): string | undefined => args[args.indexOf(option) + 1];

t.test('one demuxer, local files, sound only, a bounded length', async (t) => {
  const args = ffmpegArguments('/x/-i a:b', { container: 'webm', demuxer: 'matroska' }, 'strict', 61_500);
  t.equal(after(args, '-i'), 'file:/x/-i a:b');
  t.equal(after(args, '-f'), 'matroska');
  t.equal(after(args, '-format_whitelist'), 'matroska');
  t.equal(after(args, '-protocol_whitelist'), 'file,pipe');
  t.equal(after(args, '-map'), '0:a:0');
  t.equal(after(args, '-t'), '61.5');
  t.ok(args.includes('-xerror'));
  t.match(after(args, '-codec_whitelist'), /^opus,libopus,vorbis,libvorbis,/);
});

t.test('the tolerant run does not stop at damage', async (t) => {
  const args = ffmpegArguments('/x', { container: 'wav', demuxer: 'wav' }, 'tolerant', 1000);
  t.notOk(args.includes('-xerror'));
  t.equal(after(args, '-err_detect'), 'ignore_err');
});

t.test('codecs belong to containers', async (t) => {
  t.ok(isSupportedCodec('wav', 'pcm_mulaw'));
  t.notOk(isSupportedCodec('wav', 'adpcm_ms'));
  t.notOk(isSupportedCodec('ogg', 'theora'));
});
