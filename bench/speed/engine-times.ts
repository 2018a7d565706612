import type { Config } from '../../src/config.js';
import { createReader, type Reader } from '../../src/reader.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { hearReading } from '../../src/verification/hear-reading.js';
import { judgeReading } from '../../src/verification/judge-reading.js';
import type { Utterance } from '../dataset/utterance.js';

const stopwatch = (): number => performance.now();

const timed = async <T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly result: T }> => {
  const begun = stopwatch();
  const result = await work();
  return { ms: stopwatch() - begun, result };
};

/** Time of one verification and of its parts, ms. */
export interface VerificationTime {
  readonly audioMs: number;
  readonly totalMs: number;
  readonly decodeMs: number;
  readonly vadMs: number;
  readonly asrMs: number;
  readonly voiceMs: number;
  readonly alignMs: number;
}

/** Decode, voice activity, recognition, voice and judgement of one recording, nothing kept. */
export const timeVerification = async (reader: Reader, { path, transcript }: Utterance): Promise<VerificationTime> => {
  const request = { clauseText: transcript ?? '', criticalTerms: [], dialectHint: null };
  const { ms: totalMs, result } = await timed(async () => {
    const heard = await hearReading({ ...reader, stopwatch }, path, { voice: true });
    const policy = shippedPolicies()[0]!;
    return { heard, judged: judgeReading(heard, request, policy, { kind: 'not_requested' }, stopwatch) };
  });
  const { audio, decodeMs, analysis } = result.heard;
  return {
    audioMs: audio.durationMs,
    totalMs,
    decodeMs,
    vadMs: analysis.timingMs.vad,
    asrMs: analysis.timingMs.asr,
    voiceMs: analysis.timingMs.voice,
    alignMs: result.judged.alignMs,
  };
};

/** From nothing to an engine that is ready, and its first verification after that. */
export interface ColdStart {
  readonly startMs: number;
  readonly first: VerificationTime;
}

export const timeColdStart = async (config: Config, utterance: Utterance): Promise<ColdStart> => {
  const begun = stopwatch();
  const reader = createReader(config);
  try {
    await reader.engine.ready();
    return { startMs: stopwatch() - begun, first: await timeVerification(reader, utterance) };
  } finally {
    await reader.close();
  }
};
