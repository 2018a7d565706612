import type { HeardReading } from '../../src/verification/hear-reading.js';

export interface Heard {
  readonly text: string;
  readonly speaker: string;
  readonly heard: HeardReading;
}

/** One after the other, as if read in one go: a clause is longer than a sentence, and shows more of an accent. */
const joined = (readings: readonly Heard[]): Heard => {
  const parts = readings.map(({ heard }) => heard.analysis);
  const [first] = readings;
  const { labels, frameMs } = parts[0]!.posteriors;
  const logProbs = new Float32Array(parts.reduce((sum, { posteriors }) => sum + posteriors.frames * labels, 0));
  const speech: { startMs: number; endMs: number }[] = [];
  let frame = 0;
  for (const { posteriors, speech: own } of parts) {
    logProbs.set(posteriors.logProbs, frame * labels);
    const startMs = frame * frameMs;
    speech.push(...own.map((segment) => ({ startMs: segment.startMs + startMs, endMs: segment.endMs + startMs })));
    frame += posteriors.frames;
  }
  const posteriors = { logProbs, frames: frame, labels, frameMs };
  return {
    text: readings.map(({ text }) => `${text}。`).join(''),
    speaker: first!.speaker,
    heard: {
      ...first!.heard,
      audio: { ...first!.heard.audio, durationMs: frame * frameMs },
      quality: {
        ...first!.heard.quality,
        effectiveSpeechMs: readings.reduce((sum, { heard }) => sum + heard.quality.effectiveSpeechMs, 0),
      },
      analysis: { ...first!.heard.analysis, posteriors, speech },
    },
  };
};

/** Readings of one speaker joined by `size`, in their order; what is left over is dropped. */
export const joinReadings = (readings: readonly Heard[], size: number): readonly Heard[] => {
  const bySpeaker = new Map<string, Heard[]>();
  for (const reading of readings) bySpeaker.set(reading.speaker, [...(bySpeaker.get(reading.speaker) ?? []), reading]);
  return Array.from(bySpeaker.values()).flatMap((own) =>
    Array.from({ length: Math.floor(own.length / size) }, (_, at) => joined(own.slice(at * size, (at + 1) * size))),
  );
};
