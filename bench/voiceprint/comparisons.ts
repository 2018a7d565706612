import type { Thresholds } from '../../src/verdict/policy.js';
import { decideSpeaker } from '../../src/voiceprint/decide-speaker.js';
import type { SpeakerEvidence } from '../../src/voiceprint/decision.js';
import { cosine } from '../../src/voiceprint/similarity.js';
import type { VoiceModelPolicy } from '../../src/voiceprint/voice-policy.js';
import { clustersBy } from '../statistics/cluster-bootstrap.js';
import type { HeardCut, HeardVoices } from './hear-voices.js';
import { WHOLE } from './hear-voices.js';
import type { Reading } from './readings.js';

/** A reading and what was heard of it, in one condition. */
export interface HeardReading {
  readonly reading: Reading<{ readonly id: string }>;
  readonly heard: HeardVoices;
}

/** One reading tried against one enrolment. */
export interface Comparison {
  readonly enrolled: HeardReading;
  readonly tried: HeardReading;
  readonly cut: HeardCut;
  readonly genuine: boolean;
  readonly score: number;
}

const voiceAt = ({ heard }: HeardReading, lengthMs: number): HeardCut | undefined =>
  heard.cuts.find((cut) => cut.lengthMs === lengthMs);

const sharesNone = (a: HeardReading['reading'], b: HeardReading['reading']): boolean =>
  a.block !== b.block || (a.pairing === b.pairing && a.half !== b.half);

/**
 * Every reading, cut to a length, against every enrolment of its own speaker that shares no recording with it and against those
 * of the first pairing of everybody else.
 */
export const comparisonsOf = (
  enrolments: readonly HeardReading[],
  tests: readonly HeardReading[],
  lengthMs: number,
): readonly Comparison[] =>
  tests.flatMap((tried) => {
    const cut = voiceAt(tried, lengthMs);
    if (cut === undefined) return [];
    return enrolments.flatMap((enrolled): readonly Comparison[] => {
      const genuine = enrolled.reading.speaker === tried.reading.speaker;
      const wanted = genuine ? sharesNone(enrolled.reading, tried.reading) : enrolled.reading.pairing === 0;
      const template = voiceAt(enrolled, WHOLE);
      if (!wanted || template === undefined) return [];
      return [{ enrolled, tried, cut, genuine, score: cosine(cut.voice, template.voice) }];
    });
  });

/** A policy as far as voices go. */
export interface VoiceRules {
  readonly model: string;
  readonly thresholds: Thresholds;
  readonly voice: readonly VoiceModelPolicy[] | undefined;
}

/** What the service decides. */
export const decisionOf = (
  { enrolled, tried, cut }: Comparison,
  { model, thresholds, voice }: VoiceRules,
): SpeakerEvidence => {
  const template = voiceAt(enrolled, WHOLE)!.voice;
  const { snrDb, bandwidthHz } = tried.heard;
  return decideSpeaker(
    { kind: 'enrolled', template, templateId: enrolled.reading.id, voiceModel: model },
    { voice: cut.voice, speechMs: cut.speechMs, snrDb, bandwidthHz, multipleSpeakers: false },
    { limits: thresholds, voice, dialect: false },
  );
};

/** Scores of one speaker's readings. */
export interface SpeakerScores {
  readonly genuine: readonly number[];
  readonly impostor: readonly number[];
}

const scoresOf = (comparisons: readonly Pick<Comparison, 'genuine' | 'score'>[]): SpeakerScores => ({
  genuine: comparisons.filter(({ genuine }) => genuine).map(({ score }) => score),
  impostor: comparisons.filter(({ genuine }) => !genuine).map(({ score }) => score),
});

/** By the speaker who reads. */
export const scoresBySpeaker = (comparisons: readonly Comparison[]): readonly SpeakerScores[] =>
  clustersBy(comparisons, ({ tried }) => tried.reading.speaker).map(scoresOf);

/** Halves of recordings: each first half against the second half of the same recordings, and of other ones. */
export const halvesScores = (readings: readonly HeardReading[], same: boolean): readonly SpeakerScores[] =>
  clustersBy(readings, ({ reading }) => reading.speaker).map((own) =>
    scoresOf(
      own.flatMap((enrolled) =>
        readings.flatMap((tried) => {
          const [first, second] = [enrolled.heard.halves[0], tried.heard.halves[1]];
          const genuine = enrolled.reading.speaker === tried.reading.speaker;
          const wanted = same ? enrolled === tried : genuine && sharesNone(enrolled.reading, tried.reading);
          const foreign = !genuine && enrolled.reading.pairing === 0 && tried.reading.pairing === 0;
          return first && second && (wanted || foreign) ? [{ genuine, score: cosine(first, second) }] : [];
        }),
      ),
    ),
  );
