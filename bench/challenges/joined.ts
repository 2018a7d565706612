import { execFileSync } from 'node:child_process';

const NORMAL = 'aresample=16000,aformat=sample_fmts=s16:channel_layouts=mono';

/** Joins recordings into a WAV of 16 kHz at `path`, with silence between them. */
export const joined = (ffmpeg: string, parts: readonly string[], pauseSeconds: number, path: string): string => {
  const last = parts.length - 1;
  const pad = (at: number): string => (at < last ? `,apad=pad_dur=${pauseSeconds}` : '');
  const chains = parts.map((_, at) => `[${at}:a]${NORMAL}${pad(at)}[p${at}]`);
  const all = parts.map((_, at) => `[p${at}]`).join('');
  const filter = `${chains.join(';')};${all}concat=n=${parts.length}:v=0:a=1`;
  const inputs = parts.flatMap((part) => ['-i', part]);
  execFileSync(ffmpeg, ['-nostdin', '-v', 'error', '-y', ...inputs, '-filter_complex', filter, path]);
  return path;
};
