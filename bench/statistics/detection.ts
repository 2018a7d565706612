import { sortedNumbers } from './quantile.js';

/** Scores of trials that should be accepted and of those that should not, each ascending; a higher score speaks for acceptance. */
export interface DetectionScores {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

/** One point of the trade-off: everything with a score of at least `threshold` is accepted. */
export interface OperatingPoint {
  readonly threshold: number;
  /** Share of positives that are rejected, and of negatives that are accepted. */
  readonly missRate: number;
  readonly falseAlarmRate: number;
}

export const detectionScores = (positives: Iterable<number>, negatives: Iterable<number>): DetectionScores => ({
  positives: sortedNumbers(positives),
  negatives: sortedNumbers(negatives),
});

const joined = (parts: readonly ArrayLike<number>[]): Float64Array => {
  const all = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => {
    all.set(part, at);
    return at + part.length;
  }, 0);
  return all.sort();
};

/** The scores of several speakers or scenes as those of one. */
export const pooledScores = (
  parts: readonly { readonly positives: ArrayLike<number>; readonly negatives: ArrayLike<number> }[],
): DetectionScores => ({
  positives: joined(parts.map(({ positives }) => positives)),
  negatives: joined(parts.map(({ negatives }) => negatives)),
});

const shareBelow = (sorted: Float64Array, threshold: number): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < threshold) low = middle + 1;
    else high = middle;
  }
  return low / sorted.length;
};

/** Both errors at a given threshold; NaN where there are no trials of a kind. */
export const operatingAt = ({ positives, negatives }: DetectionScores, threshold: number): OperatingPoint => ({
  threshold,
  missRate: shareBelow(positives, threshold),
  falseAlarmRate: 1 - shareBelow(negatives, threshold),
});

type Visit = (missRate: number, falseAlarmRate: number, threshold: number) => void;

/**
 * Every operating point that differs, from "accept all" to "accept none": the miss rate rises, the false alarm rate falls, and equal scores move
 * together. Visited, not listed: a bootstrap walks over millions of them.
 */
const walkPoints = ({ positives, negatives }: DetectionScores, visit: Visit): void => {
  let missed = 0;
  let rejected = 0;
  const nextScore = () =>
    Math.min(positives[missed] ?? Number.POSITIVE_INFINITY, negatives[rejected] ?? Number.POSITIVE_INFINITY);
  visit(0, 1, Number.NEGATIVE_INFINITY);
  while (missed < positives.length || rejected < negatives.length) {
    const score = nextScore();
    if (Number.isNaN(score)) return;
    while (positives[missed] === score) missed++;
    while (negatives[rejected] === score) rejected++;
    visit(missed / positives.length, 1 - rejected / negatives.length, nextScore());
  }
};

export const operatingPoints = (scores: DetectionScores): readonly OperatingPoint[] => {
  const points: OperatingPoint[] = [];
  walkPoints(scores, (missRate, falseAlarmRate, threshold) => points.push({ threshold, missRate, falseAlarmRate }));
  return points;
};

const enough = ({ positives, negatives }: DetectionScores): boolean => positives.length > 0 && negatives.length > 0;

/** Area under the ROC curve: the probability that a positive scores above a negative, ties counting half (Mann-Whitney). */
export const areaUnderCurve = (scores: DetectionScores): number => {
  if (!enough(scores)) return Number.NaN;
  let area = 0;
  let from = { miss: 0, alarm: 1 };
  walkPoints(scores, (miss, alarm) => {
    area += ((from.alarm - alarm) * (2 - from.miss - miss)) / 2;
    from = { miss, alarm };
  });
  return area;
};

/** Equal error rate: where miss and false alarm rates cross, by interpolation between the two points around it. */
export const equalErrorRate = (scores: DetectionScores): number => {
  if (!enough(scores)) return Number.NaN;
  let rate = Number.NaN;
  let from = { miss: 0, alarm: 1 };
  walkPoints(scores, (miss, alarm) => {
    if (!Number.isNaN(rate)) return;
    const [gap, turned] = [from.alarm - from.miss, miss - alarm];
    if (turned >= 0) rate = from.miss + (gap + turned === 0 ? 0 : gap / (gap + turned)) * (miss - from.miss);
    from = { miss, alarm };
  });
  return rate;
};

/** Prior of a genuine trial in minDCF(0.01); both errors cost 1 (NIST SRE). */
export const TARGET_PRIOR = 0.01;

/** Least normalised detection cost over all thresholds: 1 is what rejecting (or accepting) everything costs. */
export const minimumDetectionCost = (scores: DetectionScores, prior = TARGET_PRIOR): number => {
  if (!enough(scores)) return Number.NaN;
  let least = Number.POSITIVE_INFINITY;
  walkPoints(scores, (miss, alarm) => {
    least = Math.min(least, prior * miss + (1 - prior) * alarm);
  });
  return least / Math.min(prior, 1 - prior);
};

/** Least miss rate of the thresholds at which no more than this share of negatives is accepted. */
export const missRateAt = (scores: DetectionScores, falseAlarmRate: number): number => {
  if (!enough(scores)) return Number.NaN;
  let found = Number.NaN;
  walkPoints(scores, (miss, alarm) => {
    if (Number.isNaN(found) && alarm <= falseAlarmRate) found = miss;
  });
  return found;
};

/**
 * Points of the trade-off at which both errors are seen, from lenient to strict, at most `count`: at even steps of the log false alarm rate, which
 * lie nearly evenly on the normal quantiles of a DET curve.
 */
export const tradeOff = (scores: DetectionScores, count: number): readonly OperatingPoint[] => {
  const points: OperatingPoint[] = [];
  const least = 1 / scores.negatives.length;
  const wanted = (at: number): number => 0.5 * (2 * least) ** (at / (count - 1)) + 1e-12;
  let at = 0;
  walkPoints(scores, (missRate, falseAlarmRate, threshold) => {
    if (at >= count || falseAlarmRate > wanted(at)) return;
    while (at < count && falseAlarmRate <= wanted(at)) at++;
    if (missRate > 0 && missRate < 1 && falseAlarmRate > 0) points.push({ threshold, missRate, falseAlarmRate });
  });
  return points;
};
