import type { BenchResult } from './report/result.js';
import type { BenchOptions } from './run/options.js';

/** One `hesheng bench NAME`. Loaded when it is called, so that other commands start quickly. */
export interface BenchProgram {
  readonly name: string;
  readonly description: string;
  /** A switch of its own, as commander wants it, and what it does. */
  readonly option?: readonly [string, string];
  readonly load: () => Promise<(options: BenchOptions) => Promise<BenchResult>>;
}

export const PROGRAMS: readonly BenchProgram[] = [
  {
    name: 'verdicts',
    description: 'false passes, false fails and reviews: clauses as they are and altered',
    load: async () => (await import('./verdicts/bench-verdicts.js')).benchVerdicts,
  },
  {
    name: 'recognition',
    description: 'phone and syllable error rates, confusions, the worst utterances',
    load: async () => (await import('./recognition/bench-recognition.js')).benchRecognition,
  },
  {
    name: 'voiceprint',
    description: 'error rates of the voice model: EER, minDCF, DET, and both errors at the policy thresholds',
    load: async () => (await import('./voiceprint/bench-voiceprint.js')).benchVoiceprint,
  },
  {
    name: 'vad',
    description: 'voice activity on labelled scenes, clean and noisy: AUC, misses, false alarms, boundaries',
    load: async () => (await import('./vad/bench-vad.js')).benchVad,
  },
  {
    name: 'speed',
    description: 'time of a verification cold and warm, what HTTP adds, memory',
    option: ['--curve', 'time and memory over the length of the clause as well, up to 2,000 characters'],
    load: async () => (await import('./speed/bench-speed.js')).benchSpeed,
  },
  {
    name: 'presentation',
    description:
      'recordings that are posted again: caught when encoded anew, faster or cut; false alarms; what it costs',
    option: ['--curve', 'the time of a look-up in a history of up to 100,000 readings as well'],
    load: async () => (await import('./presentation/bench-presentation.js')).benchPresentation,
  },
];
