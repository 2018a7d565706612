/** Scores of trials that should be accepted and of those that should not; a higher score speaks for acceptance. */
export interface DetectionScores {
  readonly positives: readonly number[];
  readonly negatives: readonly number[];
}

/** One point of the trade-off: everything with a score of at least `threshold` is accepted. */
export interface OperatingPoint {
  readonly threshold: number;
  /** Share of positives that are rejected, and of negatives that are accepted. */
  readonly missRate: number;
  readonly falseAlarmRate: number;
}

/**
 * Every operating point that differs, from "accept all" to "accept none": miss rate rises, false alarm rate falls.
 * Equal scores move together.
 */
export const operatingPoints = ({ positives, negatives }: DetectionScores): readonly OperatingPoint[] => {
  const scored = [
    ...positives.map((score) => ({ score, positive: true })),
    ...negatives.map((score) => ({ score, positive: false })),
  ].sort((a, b) => a.score - b.score);
  const points: OperatingPoint[] = [{ threshold: Number.NEGATIVE_INFINITY, missRate: 0, falseAlarmRate: 1 }];
  let missed = 0;
  let rejected = 0;
  scored.forEach(({ score, positive }, at) => {
    if (positive) missed++;
    else rejected++;
    const next = scored[at + 1]?.score ?? Number.POSITIVE_INFINITY;
    if (next === score) return;
    points.push({
      threshold: next,
      missRate: missed / positives.length,
      falseAlarmRate: 1 - rejected / negatives.length,
    });
  });
  return points;
};

const enough = ({ positives, negatives }: DetectionScores): boolean => positives.length > 0 && negatives.length > 0;

/** Area under the ROC curve: the probability that a positive scores above a negative, ties counting half (Mann-Whitney). */
export const areaUnderCurve = (scores: DetectionScores): number => {
  if (!enough(scores)) return Number.NaN;
  const points = operatingPoints(scores);
  let area = 0;
  for (let at = 1; at < points.length; at++) {
    const [from, to] = [points[at - 1]!, points[at]!];
    area += ((from.falseAlarmRate - to.falseAlarmRate) * (2 - from.missRate - to.missRate)) / 2;
  }
  return area;
};

/** Equal error rate: where miss and false alarm rates cross, by interpolation between the two points around it. */
export const equalErrorRate = (scores: DetectionScores): number => {
  if (!enough(scores)) return Number.NaN;
  const points = operatingPoints(scores);
  const after = points.findIndex(({ missRate, falseAlarmRate }) => missRate >= falseAlarmRate);
  const [from, to] = [points[Math.max(0, after - 1)]!, points[after]!];
  const gap = from.falseAlarmRate - from.missRate;
  const turned = to.missRate - to.falseAlarmRate;
  const weight = gap + turned === 0 ? 0 : gap / (gap + turned);
  return from.missRate + weight * (to.missRate - from.missRate);
};

/** Prior of a genuine trial in minDCF(0.01); both errors cost 1 (NIST SRE). */
export const TARGET_PRIOR = 0.01;

/** Least normalised detection cost over all thresholds: 1 is what rejecting (or accepting) everything costs. */
export const minimumDetectionCost = (scores: DetectionScores, prior = TARGET_PRIOR): number => {
  if (!enough(scores)) return Number.NaN;
  const costs = operatingPoints(scores).map(
    ({ missRate, falseAlarmRate }) => prior * missRate + (1 - prior) * falseAlarmRate,
  );
  return Math.min(...costs) / Math.min(prior, 1 - prior);
};
