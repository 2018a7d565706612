import { SAMPLE_RATE_HZ } from './pcm.js';
import type { Container, SniffedContainer } from './sniff.js';

/** Codecs that may be inside each container, as ffmpeg's banner names them. */
const PCM = ['pcm_u8', 'pcm_s16le', 'pcm_s24le', 'pcm_s32le', 'pcm_f32le', 'pcm_f64le', 'pcm_alaw', 'pcm_mulaw'];
const PCM_BIG_ENDIAN = ['pcm_s8', 'pcm_s16be', 'pcm_s24be', 'pcm_s32be', 'pcm_f32be', 'pcm_f64be'];
const CODECS: Readonly<Record<Container, readonly string[]>> = {
  wav: PCM,
  mp3: ['mp3'],
  aac: ['aac'],
  mp4: ['aac', 'mp3', 'alac', 'flac', 'opus', 'amr_nb', 'amr_wb', ...PCM, ...PCM_BIG_ENDIAN],
  webm: ['opus', 'vorbis', 'aac', 'mp3', 'flac', ...PCM],
  ogg: ['opus', 'vorbis', 'flac'],
  flac: ['flac'],
  amr: ['amr_nb', 'amr_wb'],
  caf: ['aac', 'alac', 'opus', 'flac', 'amr_nb', ...PCM, ...PCM_BIG_ENDIAN],
};

/** Decoders by codec where the names differ; builds have one or the other. */
const DECODERS: Readonly<Record<string, string>> = {
  mp3: 'mp3float,mp3',
  opus: 'opus,libopus',
  vorbis: 'vorbis,libvorbis',
  amr_nb: 'amrnb,libopencore_amrnb',
  amr_wb: 'amrwb,libopencore_amrwb',
};

/**
 * swresample's own polyphase filter rather than soxr: it is in every build of ffmpeg, so one recording gives one result
 * on every machine. Kaiser window, beta 9: 48 -> 16 kHz keeps 7 kHz within 0.1 dB and leaves 9 kHz below -80 dB.
 */
const RESAMPLER = `aresample=${SAMPLE_RATE_HZ}:filter_size=64:phase_shift=10:cutoff=0.95:filter_type=kaiser:kaiser_beta=9`;

/** The strict run stops at the first damage; the tolerant one saves what it can. */
export type FfmpegMode = 'strict' | 'tolerant';

const MODES: Readonly<Record<FfmpegMode, readonly string[]>> = {
  strict: ['-xerror', '-err_detect', 'crccheck'],
  tolerant: ['-err_detect', 'ignore_err'],
};

export const isSupportedCodec = (container: Container, codec: string): boolean => CODECS[container].includes(codec);

/**
 * Arguments of one ffmpeg process that turns the file into 32-bit float WAV on stdout: all channels, 16 kHz, at most
 * `maxDurationMs`. One demuxer, the container's decoders, local files only: a playlist or a reference to another file
 * or host inside the recording leads nowhere. The `file:` prefix makes names that begin with `-` or hold `:` harmless.
 */
export function ffmpegArguments(
  absolutePath: string,
  { container, demuxer }: SniffedContainer,
  mode: FfmpegMode,
  maxDurationMs: number,
): string[] {
  const decoders = CODECS[container].map((codec) => DECODERS[codec] ?? codec).join(',');
  return [
    ...['-nostdin', '-nostats', '-loglevel', 'level+info', '-max_alloc', String(64 * 1024 * 1024)],
    ...MODES[mode],
    ...['-protocol_whitelist', 'file,pipe', '-format_whitelist', demuxer, '-codec_whitelist', decoders],
    ...['-analyzeduration', '5M', '-probesize', '4M', '-max_streams', '16', '-threads', '1'],
    ...['-f', demuxer, '-i', `file:${absolutePath}`],
    ...[
      '-map',
      '0:a:0',
      '-vn',
      '-sn',
      '-dn',
      '-map_metadata',
      '-1',
      '-threads',
      '1',
      '-t',
      String(maxDurationMs / 1000),
    ],
    ...['-af', RESAMPLER, '-c:a', 'pcm_f32le', '-bitexact', '-f', 'wav', 'pipe:1'],
  ];
}
