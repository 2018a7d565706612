import type { Trial } from '../report/result.js';
import { type Random, sample } from '../seeded-random.js';
import { clustersBy } from '../statistics/cluster-bootstrap.js';
import { decisionOf, type VoiceRules } from './comparisons.js';
import type { ComparedCut } from './voice-sections.js';

/** Other people's enrolments that a listed reading is tried with: every pair would be too many to keep. */
const IMPOSTORS = 20;

/** What the pairs of one corpus have in common. */
export interface PairFacts {
  readonly system: string;
  readonly corpus: string;
  readonly voice: Trial['voice'];
  readonly rules: VoiceRules;
}

/** Pairs as results keep them, decided as the service would: every genuine one, and of each reading some impostors. */
export const voiceTrials = (
  { condition, lengthMs, comparisons }: ComparedCut,
  { system, corpus, voice, rules }: PairFacts,
  random: Random,
): readonly Trial[] =>
  clustersBy(comparisons, ({ tried }) => tried.reading.id).flatMap((own) => {
    const impostors = sample(
      random,
      own.filter(({ genuine }) => !genuine),
      IMPOSTORS,
    );
    return [...own.filter(({ genuine }) => genuine), ...impostors].map((one): Trial => {
      const { decision, score } = decisionOf(one, rules);
      return {
        id: `${one.enrolled.reading.id} > ${one.tried.reading.id}, ${condition}, ${lengthMs}`,
        system,
        dataset: corpus,
        speaker: one.tried.reading.speaker,
        voice,
        kind: `${one.genuine ? 'genuine' : 'impostor'}, ${condition}, ${lengthMs} ms`,
        wanted: one.genuine ? 'accept' : 'reject',
        outcome: decision,
        score,
        detail: score === null ? '' : `similarity ${score.toFixed(3)}`,
      };
    });
  });
