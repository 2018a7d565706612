import { consistency, cosine, meanVoice } from '../../src/voiceprint/similarity.js';
import { type Random, sample } from '../seeded-random.js';
import { bySpeaker, type Reading } from './readings.js';

/** Similarities against the templates of one speaker. */
export interface SpeakerTrials {
  readonly genuine: readonly number[];
  readonly impostor: readonly number[];
}

/** `size` neighbours from `start` on, in a ring. */
const ring = <T>(values: readonly T[], start: number, size: number): readonly T[] =>
  Array.from({ length: size }, (_, offset) => values[(start + offset) % values.length]!);

/** Neighbouring readings of one speaker, and the template that they give. */
export interface Enrolment {
  readonly takes: readonly Reading[];
  readonly template: Float32Array;
}

const voices = (readings: readonly Reading[]) => readings.map(({ voice }) => voice);

/** Every way to enrol with `takes` neighbouring readings of a speaker that leaves one to test with. */
const enrolmentsOf = (own: readonly Reading[], takes: number): readonly Enrolment[] =>
  own.length <= takes
    ? []
    : own.map((_, start) => {
        const enrolled = ring(own, start, takes);
        return { takes: enrolled, template: meanVoice(voices(enrolled))! };
      });

const isIn = ({ takes }: Enrolment, { id }: Reading): boolean => takes.some((take) => take.id === id);

/**
 * Enrols each speaker in turn and compares with the other readings of their own (genuine) and with all readings of the
 * other speakers (impostor). `tests` may be other cuts of the same recordings.
 */
export const trialsOf = (readings: readonly Reading[], tests: readonly Reading[], takes: number) =>
  [...bySpeaker(readings)].flatMap(([speaker, own]): readonly SpeakerTrials[] => {
    const others = tests.filter((test) => test.speaker !== speaker);
    const mine = tests.filter((test) => test.speaker === speaker);
    const rounds = enrolmentsOf(own, takes).map((enrolment) => {
      const score = ({ voice }: Reading) => cosine(voice, enrolment.template);
      return { genuine: mine.filter((test) => !isIn(enrolment, test)).map(score), impostor: others.map(score) };
    });
    if (rounds.length === 0) return [];
    return [
      { genuine: rounds.flatMap(({ genuine }) => genuine), impostor: rounds.flatMap(({ impostor }) => impostor) },
    ];
  });

/** Other people's readings that a listed enrolment is tried with: every pair would be too many to keep. */
const IMPOSTORS = 20;

/** One enrolment against one reading. */
export interface VoicePair {
  readonly enrolment: Enrolment;
  readonly test: Reading;
  readonly genuine: boolean;
}

/** Every genuine pair, and of each enrolment some impostors; which ones depends on the readings and `random` alone. */
export const listedPairs = (readings: readonly Reading[], takes: number, random: Random): readonly VoicePair[] =>
  [...bySpeaker(readings)].flatMap(([speaker, own]) => {
    const others = readings.filter((test) => test.speaker !== speaker);
    return enrolmentsOf(own, takes).flatMap((enrolment) => [
      ...own.filter((test) => !isIn(enrolment, test)).map((test) => ({ enrolment, test, genuine: true })),
      ...sample(random, others, IMPOSTORS).map((test) => ({ enrolment, test, genuine: false })),
    ]);
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
