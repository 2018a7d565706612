import { consistency, cosine, meanVoice } from '../../src/voiceprint/similarity.js';
import type { Reading } from './readings.js';

/** Similarities against the templates of one speaker. */
export interface SpeakerTrials {
  readonly genuine: readonly number[];
  readonly impostor: readonly number[];
}

const bySpeaker = (readings: readonly Reading[]): ReadonlyMap<string, readonly Reading[]> => {
  const speakers = new Set(readings.map(({ speaker }) => speaker));
  return new Map([...speakers].map((name) => [name, readings.filter(({ speaker }) => speaker === name)]));
};

/** `size` neighbours from `start` on, in a ring. */
const ring = <T>(values: readonly T[], start: number, size: number): readonly T[] =>
  Array.from({ length: size }, (_, offset) => values[(start + offset) % values.length]!);

/** Every way to enrol with `takes` neighbouring readings that leaves one to test with. */
const enrolments = (own: readonly Reading[], takes: number) =>
  own.length <= takes ? [] : own.map((_, start) => ring(own, start, takes));

const voices = (readings: readonly Reading[]) => readings.map(({ voice }) => voice);

/**
 * Enrols each speaker in turn and compares with the other readings of their own (genuine) and with all readings of the
 * other speakers (impostor). `tests` may be other cuts of the same recordings, in the same order.
 */
export const trialsOf = (readings: readonly Reading[], tests: readonly Reading[], takes: number) =>
  [...bySpeaker(readings)].flatMap(([speaker, own]): readonly SpeakerTrials[] => {
    const others = tests.filter((test) => test.speaker !== speaker);
    const mine = tests.filter((test) => test.speaker === speaker);
    const rounds = enrolments(own, takes).map((enrolled) => {
      const template = meanVoice(voices(enrolled))!;
      const score = ({ voice }: Reading) => cosine(voice, template);
      const held = mine.filter((_, index) => !enrolled.includes(own[index]!));
      return { genuine: held.map(score), impostor: others.map(score) };
    });
    if (rounds.length === 0) return [];
    return [
      { genuine: rounds.flatMap(({ genuine }) => genuine), impostor: rounds.flatMap(({ impostor }) => impostor) },
    ];
  });

/** Worst take's similarity to the mean of the others: of one voice, and with one take of another voice put in. */
export const consistencies = (readings: readonly Reading[], takes: number) => {
  const speakers = [...bySpeaker(readings).values()].filter((own) => own.length >= takes);
  const worst = (set: readonly Reading[]) => Math.min(...consistency(voices(set)));
  return {
    same: speakers.map((own) => worst(own.slice(0, takes))),
    mixed: speakers.map((own, index) => worst([...own.slice(1, takes), speakers[(index + 1) % speakers.length]![0]!])),
  };
};
