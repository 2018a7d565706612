import type { PackHearing } from '../../src/asr/pack-recognizer.js';
import { SAMPLE_RATE_HZ } from '../../src/audio/pcm.js';
import { HeshengError } from '../../src/errors.js';
import type { Policy } from '../../src/verdict/policy.js';
import type { SoundingReading } from '../../src/verification/hear-reading.js';
import type { Utterance } from '../dataset/utterance.js';
import type { Case } from '../verdicts/cases.js';
import { judgeWithPack } from './judge-with-pack.js';
import type { PackTrial, Recogniser } from './pack-trial.js';
import { countPhones, phonesOf } from './phone-counts.js';

const SECOND_MS = 1_000;

/** A reading to be heard and judged. */
export interface Task {
  readonly utterance: Utterance;
  readonly cases: readonly Case[];
  readonly dialectHint: string | null;
}

export interface TimedHearing {
  readonly hearing: PackHearing;
  readonly tookMs: number;
}

/** Has a recogniser hear a recording. Rejects with ENGINE_* errors. */
export type Hear = (reading: SoundingReading) => Promise<TimedHearing>;

const failedTrial = ({ utterance, cases }: Task): PackTrial => ({
  utterance,
  outcome: 'failed',
  phones: countPhones(utterance, []),
  rtf: null,
  verdicts: cases.map((one) => ({ case: one, outcome: 'failed' })),
});

const heardTrial = async (
  { pack }: Recogniser,
  { utterance, cases, dialectHint }: Task,
  { heard, samples }: SoundingReading,
  { hearing, tookMs }: TimedHearing,
  policy: Policy,
): Promise<PackTrial> => {
  const phones = phonesOf(hearing, heard.analysis.speech);
  const sound = { heard, samples, context: 'none' as const };
  return {
    utterance,
    outcome: phones.length === 0 ? 'empty' : 'heard',
    phones: countPhones(utterance, phones),
    rtf: samples.length === 0 ? null : tookMs / ((SECOND_MS * samples.length) / SAMPLE_RATE_HZ),
    verdicts: await judgeWithPack({ pack, hearing, sound }, cases, policy, dialectHint),
  };
};

/** One recording by one recogniser; `reading` is null when it could not be decoded. A fault of the recogniser is an outcome. */
export const measureReading = async (
  recogniser: Recogniser,
  task: Task,
  reading: SoundingReading | null,
  hear: Hear,
  policy: Policy,
): Promise<PackTrial> => {
  if (reading === null) return failedTrial(task);
  let timed: TimedHearing;
  try {
    timed = await hear(reading);
  } catch (error) {
    if (!(error instanceof HeshengError)) throw error;
    return failedTrial(task);
  }
  return heardTrial(recogniser, task, reading, timed, policy);
};
