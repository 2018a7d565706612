import type { Section, Table } from '../report/result.js';
import type { ColdStart, VerificationTime } from './engine-times.js';
import type { ServiceTimes } from './round-trip.js';
import { ratioOfMedians, spreadCells, spreadColumns } from './spread.js';

/** One recording, verified again and again. */
export interface RecordingTimes {
  readonly name: string;
  readonly warm: readonly VerificationTime[];
}

export interface SpeedFigures {
  readonly recordings: readonly RecordingTimes[];
  readonly cold: readonly ColdStart[];
  readonly coldRecording: string;
  readonly service: ServiceTimes;
  readonly serviceRecording: string;
}

const MIB = 1_048_576;
const text = (title: string) => ({ title, unit: 'text' as const });

const totals = (times: readonly VerificationTime[]) => times.map(({ totalMs }) => totalMs);

const lengthTable = ({ recordings }: SpeedFigures): Table => ({
  type: 'table',
  title: 'A warm verification, by length of the recording',
  columns: [
    text('Recording'),
    { title: 'Length', unit: 's' },
    { title: 'Rounds', unit: 'count' },
    { title: 'Share of the length (RTF), p50', unit: 'number' },
    { title: 'RTF p95', unit: 'number' },
    { title: 'RTF p99', unit: 'number' },
    ...spreadColumns('ms'),
  ],
  rows: recordings
    .toSorted((a, b) => a.warm[0]!.audioMs - b.warm[0]!.audioMs)
    .map(({ name, warm }) => {
      const { audioMs } = warm[0]!;
      const share = warm.map(({ totalMs }) => totalMs / audioMs);
      return [name, audioMs / 1_000, warm.length, ...spreadCells(share), ...spreadCells(totals(warm))];
    }),
  note: 'Decode, voice activity, recognition, voiceprint, both witnesses and the judge; one engine process, one thread.',
});

const PARTS = {
  decode: 'decodeMs',
  'voice activity': 'vadMs',
  recognition: 'asrMs',
  voiceprint: 'voiceMs',
  'both witnesses and judge': 'alignMs',
} as const;

const partTable = ({ recordings }: SpeedFigures): Table => {
  const all = recordings.flatMap(({ warm }) => warm);
  return {
    type: 'table',
    title: 'Where the time goes, share of a warm verification',
    columns: [text('Part'), ...spreadColumns('share')],
    rows: Object.entries(PARTS).map(([name, part]) => [
      name,
      ...spreadCells(all.map((one) => one[part] / one.totalMs)),
    ]),
  };
};

const coldTable = ({ cold, coldRecording, recordings }: SpeedFigures): Table => {
  const warm = totals(recordings.find(({ name }) => name === coldRecording)!.warm);
  const first = cold.map((one) => one.first.totalMs);
  const starts = cold.map(({ startMs }) => startMs);
  return {
    type: 'table',
    title: `Cold: a new engine process and its first verification of ${coldRecording}`,
    columns: [text('Time'), { title: 'Times a warm verification', unit: 'ratio' }, ...spreadColumns('ms')],
    rows: [
      ['engine start until ready', ratioOfMedians(starts, warm), ...spreadCells(starts)],
      ['first verification', ratioOfMedians(first, warm), ...spreadCells(first)],
      ['warm verification', 1, ...spreadCells(warm)],
    ],
    note: `${cold.length} starts.`,
  };
};

const serviceTable = ({ service, serviceRecording }: SpeedFigures): Table => {
  const { warm } = service;
  const whole = warm.map(({ wholeMs }) => wholeMs);
  const inside = warm.map(({ insideMs }) => insideMs);
  const added = warm.map(({ wholeMs, insideMs }) => wholeMs - insideMs);
  return {
    type: 'table',
    title: `Over HTTP: one reading after the other (${serviceRecording}), waited for`,
    columns: [text('Time'), { title: 'Times the verification', unit: 'ratio' }, ...spreadColumns('ms')],
    rows: [
      ['as the caller waits', ratioOfMedians(whole, inside), ...spreadCells(whole)],
      ['verification inside the service', 1, ...spreadCells(inside)],
      ['added: upload, queue, store, answer', ratioOfMedians(added, inside), ...spreadCells(added)],
    ],
    note: `${warm.length} readings.`,
  };
};

const memoryTable = ({ service }: SpeedFigures): Table => ({
  type: 'table',
  title: 'Resident memory after these readings',
  columns: [text('Process'), { title: 'Memory', unit: 'MiB' }],
  rows: [
    ['API', service.apiBytes / MIB],
    ['engine, all models loaded', service.engineBytes / MIB],
  ],
  note: 'npm run bench:memory follows it over 1,000 readings.',
});

/** Times on this machine as it was busy at that moment: compare ratios of one run, never milliseconds of two. */
export const speedSections = (figures: SpeedFigures, load: string): readonly Section[] => [
  {
    id: 'speed',
    title: 'Speed',
    voice: 'none',
    note: `Load of the machine: ${load}. Compare the ratios of one run, not the milliseconds of two machines.`,
    blocks: [lengthTable, partTable, coldTable, serviceTable, memoryTable].map((block) => block(figures)),
  },
];
