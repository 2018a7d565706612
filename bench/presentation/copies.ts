import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { msToSamples, type Samples } from '../../src/audio/pcm.js';
import { seededRandom } from '../seeded-random.js';
import { white } from '../vad/noise.js';
import { readRecording } from '../vad/recordings.js';

const run = promisify(execFile);

/** What a copy went through: an encoding, a filter of ffmpeg, and what is done to its samples. */
export interface CopyKind {
  readonly name: string;
  readonly group: 'exact' | 'encoded' | 'level' | 'speed to 2 %' | 'speed 3 %' | 'cut' | 'noise' | 'together';
  readonly encoding?: { readonly file: string; readonly options: readonly string[] };
  readonly filter?: string;
  readonly change?: (samples: Samples) => Samples;
}

const encoding = (name: string, file: string, ...options: readonly string[]): CopyKind => ({
  name,
  group: 'encoded',
  encoding: { file, options: ['-ac', '1', ...options] },
});

/** Faster by resampling, pitch and all. */
const tape = (speed: number): string => `aresample=16000,asetrate=${Math.round(16_000 * speed)},aresample=16000`;

const speeds = (percent: number): readonly CopyKind[] =>
  [1 - percent / 100, 1 + percent / 100].flatMap((speed) => {
    const group = percent > 2 ? 'speed 3 %' : 'speed to 2 %';
    const sign = speed > 1 ? '+' : '-';
    return [
      { name: `${sign}${percent} %, pitch too`, group, filter: tape(speed) },
      { name: `${sign}${percent} %, pitch kept`, group, filter: `atempo=${speed}` },
    ] as const;
  });

const noisy =
  (db: number) =>
  (samples: Samples): Samples => {
    const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
    const gain = Math.sqrt(power * 10 ** (-db / 10));
    const noise = white(samples.length, seededRandom(samples.length + db));
    return samples.map((value, at) => value + gain * noise[at]!);
  };

const padded = (samples: Samples): Samples => {
  const edge = msToSamples(2_000);
  const out = new Float32Array(samples.length + 2 * edge);
  out.set(samples, edge);
  return out;
};

const MU_LAW = { file: 'x.wav', options: ['-ac', '1', '-ar', '8000', '-c:a', 'pcm_mulaw'] } as const;

export const COPY_KINDS: readonly CopyKind[] = [
  { name: 'the same bytes', group: 'exact' },
  encoding('MP3, 32 kbit/s', 'x.mp3', '-c:a', 'libmp3lame', '-b:a', '32k'),
  encoding('AAC, 32 kbit/s', 'x.m4a', '-c:a', 'aac', '-b:a', '32k'),
  encoding('Opus, 16 kbit/s', 'x.opus', '-c:a', 'libopus', '-b:a', '16k'),
  encoding('mu-law, 8 kHz', 'x.wav', ...MU_LAW.options),
  encoding('GSM, 8 kHz', 'x.wav', '-ar', '8000', '-c:a', 'libgsm_ms'),
  encoding('G.723.1, 6.3 kbit/s', 'x.wav', '-ar', '8000', '-c:a', 'g723_1', '-b:a', '6300'),
  { name: '20 dB quieter', group: 'level', filter: 'volume=-20dB' },
  {
    name: '12 dB louder, clipped',
    group: 'level',
    change: (samples) => samples.map((v) => Math.max(-1, Math.min(1, 4 * v))),
  },
  ...speeds(1),
  ...speeds(2),
  ...speeds(3),
  {
    name: 'a fifth cut off at each end',
    group: 'cut',
    change: (samples) => samples.subarray(samples.length * 0.2, samples.length * 0.8),
  },
  { name: '2 s of silence around it', group: 'cut', change: padded },
  { name: 'noise 20 dB below', group: 'noise', change: noisy(20) },
  { name: 'noise 10 dB below', group: 'noise', change: noisy(10) },
  { name: 'mu-law, +2 %, 6 dB quieter', group: 'together', filter: 'volume=-6dB,atempo=1.02', encoding: MU_LAW },
];

/** The recording after all that, at 16 kHz; `folder` is for the file in between. */
export const copyOf = async (
  path: string,
  { encoding: coded, filter, change }: CopyKind,
  folder: string,
): Promise<Samples> => {
  const between = coded === undefined ? path : join(folder, coded.file);
  const applied = filter ?? 'anull';
  if (coded !== undefined) {
    await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', '-i', path, '-af', applied, ...coded.options, between]);
  }
  const samples = await readRecording(between, coded === undefined ? applied : 'anull');
  if (coded !== undefined) await rm(between);
  return change === undefined ? samples : change(samples);
};
