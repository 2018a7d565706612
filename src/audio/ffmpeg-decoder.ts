import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { HeshengError } from '../errors.js';
import { type ChosenChannel, chooseChannel } from './channel.js';
import { type DecodeAttempt, decodeAttempt } from './decode-attempt.js';
import type { DecodedAudio, DecodeLimits, Decoder } from './decoder.js';
import { isSupportedCodec } from './ffmpeg-arguments.js';
import { halfSwing } from './level.js';
import { samplesToMs } from './pcm.js';
import { inspectRecording, type RecordingFacts } from './recording-file.js';
import { assertPlausibleFormat } from './source-format.js';
import { type WavHeader, wavDurationMs } from './wav-header.js';

export interface FfmpegDecoderOptions {
  /** Name to find on PATH, or absolute path. */
  readonly ffmpegPath?: string;
  /** Working directory of ffmpeg, made when missing. Nothing is written to it. */
  readonly tempDir: string;
  /** Decoded bytes (4 a sample and channel) held in memory for one recording. */
  readonly maxDecodedBytes?: number;
}

const DEFAULT_MAX_DECODED_BYTES = 256 * 1024 * 1024;
/** Less than this cannot hold a word. */
const MIN_DURATION_MS = 300;
/** What a damaged file must still give to be worth a human's ear. */
const MIN_SAVED_MS = 500;
/** -90 dBFS, one step of 16-bit audio: below it everywhere, nothing was recorded. */
const SILENCE_HALF_SWING = 10 ** (-90 / 20);
/** Encoder delay, packet padding and a film's longer picture track explain this much missing sound. */
const MISSING_MS_ALLOWED = 300;
const MISSING_SHARE_ALLOWED = 0.01;

const attemptMs = ({ channels }: DecodeAttempt): number => samplesToMs(channels[0]?.length ?? 0);

/** ffmpeg corrects a WAV's duration by the file's size; we want what the header promised. */
const declaredMs = ({ wav }: RecordingFacts, { log }: DecodeAttempt): number | null =>
  wav ? wavDurationMs(wav) : log.declaredDurationMs;

const isForeignCodec = ({ sniffed }: RecordingFacts, { log }: DecodeAttempt): boolean =>
  log.codec !== null && !isSupportedCodec(sniffed.container, log.codec);

/** Neither run gave a sample: the reason decides whose fault it is. */
function nothingDecoded(facts: RecordingFacts, attempt: DecodeAttempt): HeshengError {
  const { log, exitCode } = attempt;
  if (log.noAudioStream) return new HeshengError('AUDIO_EMPTY', 'The file holds no sound track');
  if (isForeignCodec(facts, attempt)) {
    return new HeshengError('AUDIO_UNSUPPORTED', 'The sound is coded in a way that Hesheng does not read');
  }
  if (exitCode === 0 && !log.damaged) return new HeshengError('AUDIO_EMPTY', 'The file holds no samples');
  return new HeshengError('AUDIO_UNREADABLE', 'No sound could be decoded');
}

/** Why the decoded sound is not the whole recording, if it is not. */
function isTruncated(facts: RecordingFacts, attempt: DecodeAttempt): boolean {
  const { log } = attempt;
  const promisedMs = declaredMs(facts, attempt) ?? 0;
  const short = promisedMs - attemptMs(attempt) > MISSING_MS_ALLOWED + promisedMs * MISSING_SHARE_ALLOWED;
  return facts.cut || short || log.damaged || (log.cutPacket && !facts.openEnded) || attempt.exitCode !== 0;
}

function assertWav(wav: WavHeader, { maxDurationMs }: DecodeLimits): void {
  assertPlausibleFormat(wav);
  if ((wavDurationMs(wav) ?? 0) > maxDurationMs) {
    throw new HeshengError('AUDIO_TOO_LONG', 'The recording declares a duration past the limit');
  }
}

function assertAudible({ samples }: ChosenChannel): void {
  if (samplesToMs(samples.length) < MIN_DURATION_MS) {
    throw new HeshengError('AUDIO_TOO_SHORT', `The recording has fewer than ${MIN_DURATION_MS} ms of sound`);
  }
  if (halfSwing(samples) < SILENCE_HALF_SWING) throw new HeshengError('AUDIO_SILENT', 'No sample rises above -90 dBFS');
}

function toDecodedAudio(facts: RecordingFacts, attempt: DecodeAttempt): DecodedAudio {
  const durationMs = attemptMs(attempt);
  if (durationMs === 0) throw nothingDecoded(facts, attempt);
  const truncated = isTruncated(facts, attempt);
  if (truncated && durationMs < MIN_SAVED_MS) {
    throw new HeshengError('AUDIO_UNREADABLE', `Less than ${MIN_SAVED_MS} ms of a damaged recording could be decoded`);
  }
  const chosen = chooseChannel(attempt.channels);
  assertAudible(chosen);
  return {
    // A copy, so that the other channels' memory is not held with it.
    samples: chosen.samples.slice(),
    decoder: `ffmpeg ${attempt.log.version ?? 'of unknown version'}`,
    container: facts.sniffed.container,
    codec: attempt.log.codec ?? 'unknown',
    sourceSampleRateHz: attempt.log.sampleRateHz ?? 0,
    channel: chosen.choice,
    durationMs,
    declaredDurationMs: declaredMs(facts, attempt),
    truncated,
  };
}

/**
 * Decoder on the ffmpeg program. One process reads the facts (from its banner: an ffprobe before it would double the
 * time, nearly all of which is the dynamic loader's) and decodes. The first run is strict; if it meets damage, a
 * tolerant second one saves what it can, which counts as truncated, or as AUDIO_UNREADABLE below half a second. A file
 * that our own sniffing does not know is AUDIO_UNSUPPORTED and never reaches ffmpeg.
 */
export function createFfmpegDecoder(options: FfmpegDecoderOptions): Decoder {
  const { ffmpegPath = 'ffmpeg', maxDecodedBytes = DEFAULT_MAX_DECODED_BYTES } = options;
  const cwd = resolve(options.tempDir);

  const attempts = async (path: string, facts: RecordingFacts, limits: DecodeLimits): Promise<DecodeAttempt> => {
    const deadlineMs = performance.now() + limits.timeoutMs;
    const job = { ffmpegPath, cwd, path, sniffed: facts.sniffed, maxDecodedBytes, deadlineMs, limits };
    if (facts.openEnded) return decodeAttempt(job, 'tolerant');
    const strict = await decodeAttempt(job, 'strict');
    const final = strict.exitCode === 0 || strict.log.noAudioStream || isForeignCodec(facts, strict);
    return final ? strict : decodeAttempt(job, 'tolerant');
  };

  return {
    async decode(path, limits) {
      const absolutePath = resolve(path);
      const facts = await inspectRecording(absolutePath);
      if (facts.wav) assertWav(facts.wav, limits);
      await mkdir(cwd, { recursive: true }).catch((cause: unknown) => {
        throw new HeshengError('INTERNAL', 'The working folder of the decoder cannot be made', { cause });
      });
      return toDecodedAudio(facts, await attempts(absolutePath, facts, limits));
    },
  };
}
