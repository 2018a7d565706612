import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { HeshengError } from '../errors.js';

export interface FfmpegProcess {
  readonly ffmpegPath: string;
  readonly args: readonly string[];
  /** Working directory; ffmpeg writes nothing there. */
  readonly cwd: string;
  readonly timeoutMs: number;
  /** May throw a HeshengError, which ends the process and becomes the rejection. */
  readonly onOutput: (piece: Buffer) => void;
  readonly onLogLine: (line: string) => void;
}

const MAX_LOG_LINE = 4096;
/** A hostile file can make ffmpeg complain without end; what follows this much adds nothing. */
const MAX_LOG_CHARS = 256 * 1024;
/** What a shell-less start reports when the loader cannot find a shared library. */
const LOADER_FAILED = 127;

/** Signals that people and kernels send to end a program, whatever it reads; a crash has others. */
const FROM_OUTSIDE: ReadonlySet<string> = new Set(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP']);

/** Nothing of ours reaches the child: no keys, no FFREPORT file, no proxy. */
const bareEnvironment = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH ?? '', LC_ALL: 'C' });

/** Cuts a stream of text into lines of bounded length. */
function lineCutter(onLine: (line: string) => void): (text: string) => void {
  let carry = '';
  let seen = 0;
  return (text) => {
    seen += text.length;
    if (seen > MAX_LOG_CHARS) return;
    const lines = (carry + text).split(/[\r\n]+/);
    carry = (lines.pop() ?? '').slice(0, MAX_LOG_LINE);
    for (const line of lines) onLine(line.slice(0, MAX_LOG_LINE));
  };
}

const missing = (cause?: unknown): HeshengError =>
  new HeshengError('DECODER_MISSING', 'ffmpeg cannot be started; install it or set its path', { cause });
const stopped = (): HeshengError => new HeshengError('DECODER_MISSING', 'ffmpeg was stopped from outside');

/**
 * Runs ffmpeg to its end and resolves with its exit code, null when a signal ended it (a crash inside ffmpeg). Rejects
 * with DECODER_MISSING, AUDIO_DECODE_TIMEOUT or what a callback threw; by then the process is gone.
 */
export function runFfmpeg(run: FfmpegProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    let failure: unknown = null;
    let child: ChildProcessByStdio<null, Readable, Readable>;
    try {
      const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
      child = spawn(run.ffmpegPath, run.args, { cwd: run.cwd, env: bareEnvironment(), stdio, windowsHide: true });
    } catch (error) {
      reject(missing(error));
      return;
    }
    const stop = (error: unknown): void => {
      failure ??= error;
      child.kill('SIGKILL');
    };
    const guarded = <T>(handle: (value: T) => void) => {
      return (value: T): void => {
        if (failure !== null) return;
        try {
          handle(value);
        } catch (error) {
          stop(error);
        }
      };
    };
    const timer = setTimeout(() => {
      stop(new HeshengError('AUDIO_DECODE_TIMEOUT', 'Decoding did not end within the limit'));
    }, run.timeoutMs);
    child.stdout.on('data', guarded(run.onOutput));
    child.stderr.setEncoding('utf8').on('data', guarded(lineCutter(run.onLogLine)));
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(missing(error));
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (failure !== null) reject(failure);
      else if (code === LOADER_FAILED) reject(missing());
      else if (signal !== null && FROM_OUTSIDE.has(signal)) reject(stopped());
      else resolve(code);
    });
  });
}
