/** What ffmpeg's log told of the input, read line by line (`-loglevel level+info`). */
export interface FfmpegLog {
  /** Null until its line, the first, was read. */
  version: string | null;
  /** ffmpeg's name of the first audio stream's codec; null until its line was read, or when there is none. */
  codec: string | null;
  sampleRateHz: number | null;
  /** Null when the container declares none, or when ffmpeg only guessed it from the bit rate. */
  declaredDurationMs: number | null;
  durationIsGuess: boolean;
  noAudioStream: boolean;
  /** The decoder complained of the data. */
  damaged: boolean;
  /** A packet ended with the file: normal for a WAV of open size, else damage. */
  cutPacket: boolean;
}

export const emptyFfmpegLog = (): FfmpegLog => ({
  version: null,
  codec: null,
  sampleRateHz: null,
  declaredDurationMs: null,
  durationIsGuess: false,
  noAudioStream: false,
  damaged: false,
  cutPacket: false,
});

// Tags of the recording are printed with four spaces and more, their line breaks too: none can imitate these lines.
const VERSION = /^\[info\] ffmpeg version (\S{1,100})/;
const DURATION = /^\[info\] {3}Duration: (\d+):(\d\d):(\d\d)\.(\d\d),/;
const AUDIO_STREAM = /^\[info\] {3}Stream #0:\S+ Audio: ([a-z0-9_]+)[^,]*(?:, (\d{1,9}) Hz)?/;
const OUTPUT = /^\[info\] (Stream mapping|Output #0)/;
const GUESSED_DURATION = /\[warning\] Estimating duration from bitrate/;
const CUT_PACKET = /\[warning\] Packet corrupt|\[fatal\] .*corrupt input packet in stream/;
const NO_AUDIO = /\[fatal\] Stream map '0:a:0' matches no streams/;
const FAULT = /\[(error|fatal|panic)\]/;
// Pictures and film beside the sound are not opened, on purpose.
const NOT_OPENED = /\] Codec \(\w+\) not on whitelist/;

function durationMs([, hours, minutes, seconds, hundredths]: RegExpExecArray): number {
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(hundredths) * 10;
}

/** The input's facts are those before `Stream mapping`: only the first audio stream counts. */
function readFacts(log: FfmpegLog, line: string): void {
  log.version ??= VERSION.exec(line)?.[1] ?? null;
  const duration = DURATION.exec(line);
  if (duration && log.declaredDurationMs === null && !log.durationIsGuess)
    log.declaredDurationMs = durationMs(duration);
  const audio = log.codec === null ? AUDIO_STREAM.exec(line) : null;
  if (audio) {
    log.codec = audio[1] ?? null;
    log.sampleRateHz = audio[2] === undefined ? null : Number(audio[2]);
  }
}

/** Returns a reader that updates `log` with each line that ffmpeg writes. */
export function ffmpegLogReader(log: FfmpegLog): (line: string) => void {
  let inInput = true;
  return (line) => {
    if (OUTPUT.test(line)) inInput = false;
    if (inInput) readFacts(log, line);
    if (GUESSED_DURATION.test(line)) log.durationIsGuess = true;
    if (NO_AUDIO.test(line)) log.noAudioStream = true;
    if (CUT_PACKET.test(line)) log.cutPacket = true;
    else if (FAULT.test(line) && !NOT_OPENED.test(line)) log.damaged = true;
  };
}
