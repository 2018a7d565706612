import { seededRandom } from '../seeded-random.js';
import { type DetectionScores, pooledScores } from '../statistics/detection.js';
import { type Figure, plainFigure } from '../statistics/figure.js';
import { ruleOfThree } from '../statistics/proportion.js';
import { quantile, sortedNumbers } from '../statistics/quantile.js';
import type { SpeakerScores } from './comparisons.js';

/** Each draw sorts every score anew. */
const ROUNDS = 200;

export type Measure = (scores: DetectionScores) => number;

export const pooled = (speakers: readonly SpeakerScores[]): DetectionScores =>
  pooledScores(speakers.map(({ genuine, impostor }) => ({ positives: genuine, negatives: impostor })));

/**
 * Several figures of the same trials with their intervals over resampled speakers. Every draw sorts all scores anew, so
 * all figures share the draws.
 */
export const figuresOf = (
  speakers: readonly SpeakerScores[],
  measures: readonly Measure[],
  seed: number,
): readonly Figure[] => {
  const scores = pooled(speakers);
  const n = scores.positives.length + scores.negatives.length;
  const plain = measures.map((measure) => plainFigure(measure(scores), n, speakers.length));
  if (speakers.length < 2) return plain;
  const random = seededRandom(seed);
  const pick = () => speakers[Math.floor(random() * speakers.length)]!;
  const drawn = Array.from({ length: ROUNDS }, () => {
    const draw = pooled(speakers.map(pick));
    return measures.map((measure) => measure(draw));
  });
  return plain.map((figure, at) => {
    // Draws of trials without an error have none either, and say nothing of the true rate.
    if (figure.value === 0) {
      return { ...figure, low: 0, high: ruleOfThree(speakers.length), method: 'rule_of_three_speakers' };
    }
    const sorted = sortedNumbers(drawn.map((values) => values[at]!).filter((value) => !Number.isNaN(value)));
    const [low, high] = [quantile(sorted, 0.025), quantile(sorted, 0.975)];
    return { ...figure, low, high, method: 'speaker_bootstrap' };
  });
};
