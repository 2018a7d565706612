import { HeshengError } from '../errors.js';
import { createChannelSink } from './channel-sink.js';
import type { DecodeLimits } from './decoder.js';
import { type FfmpegMode, ffmpegArguments } from './ffmpeg-arguments.js';
import { emptyFfmpegLog, type FfmpegLog, ffmpegLogReader } from './ffmpeg-log.js';
import { runFfmpeg } from './ffmpeg-process.js';
import { msToSamples } from './pcm.js';
import type { SniffedContainer } from './sniff.js';
import { assertPlausibleRate, MAX_CHANNELS } from './source-format.js';

export interface DecodeJob {
  readonly ffmpegPath: string;
  readonly cwd: string;
  /** Absolute. */
  readonly path: string;
  readonly sniffed: SniffedContainer;
  readonly maxDecodedBytes: number;
  /** On the clock of `performance.now()`. */
  readonly deadlineMs: number;
  readonly limits: DecodeLimits;
}

export interface DecodeAttempt {
  /** 16 kHz, equal lengths, cleaned; empty when nothing was decoded. */
  readonly channels: readonly Float32Array[];
  readonly log: Readonly<FfmpegLog>;
  /** Null when ffmpeg crashed. */
  readonly exitCode: number | null;
}

/** Encoders pad the last packet, so a recording of just the longest length may decode to a little more. */
const PADDING_MS = 100;
const SECOND = 1000;

function assertLogAllows(log: FfmpegLog, maxDurationMs: number): void {
  if (log.sampleRateHz !== null) assertPlausibleRate(log.sampleRateHz);
  if (!log.durationIsGuess && (log.declaredDurationMs ?? 0) > maxDurationMs) {
    throw new HeshengError('AUDIO_TOO_LONG', 'The recording declares a duration past the limit');
  }
}

/**
 * One run of ffmpeg over the file. Damage is told in the result, not thrown; rejects with AUDIO_TOO_LONG,
 * AUDIO_UNSUPPORTED (rate, channels), AUDIO_DECODE_TIMEOUT or DECODER_MISSING, as soon as the banner or the stream
 * shows it.
 */
export async function decodeAttempt(job: DecodeJob, mode: FfmpegMode): Promise<DecodeAttempt> {
  const maxDurationMs = job.limits.maxDurationMs + PADDING_MS;
  const log = emptyFfmpegLog();
  const readLog = ffmpegLogReader(log);
  const limits = { maxChannels: MAX_CHANNELS, maxFrames: msToSamples(maxDurationMs), maxBytes: job.maxDecodedBytes };
  const sink = createChannelSink(limits);
  const exitCode = await runFfmpeg({
    ffmpegPath: job.ffmpegPath,
    args: ffmpegArguments(job.path, job.sniffed, mode, maxDurationMs + SECOND),
    cwd: job.cwd,
    timeoutMs: Math.max(1, Math.round(job.deadlineMs - performance.now())),
    onOutput: sink.write,
    onLogLine: (line) => {
      readLog(line);
      assertLogAllows(log, maxDurationMs);
    },
  });
  const guessed = log.durationIsGuess ? { declaredDurationMs: null } : {};
  return { channels: sink.channels(), log: { ...log, ...guessed }, exitCode };
}
