/** One frame of 10 ms: what the detector thought and what is true. */
export interface Judged {
  readonly probabilities: Float32Array;
  readonly truth: Uint8Array;
}

/** Share of (speech, silence) pairs in which the speech frame scores higher, ties half: the area under the ROC curve. */
export const areaUnderCurve = ({ probabilities, truth }: Judged): number => {
  const order = Uint32Array.from(probabilities.keys()).sort((a, b) => probabilities[a]! - probabilities[b]!);
  let [rankSum, positives] = [0, 0];
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && probabilities[order[to]!] === probabilities[order[from]!]) to += 1;
    for (let index = from; index < to; index += 1) {
      if (truth[order[index]!] === 0) continue;
      rankSum += (from + to + 1) / 2;
      positives += 1;
    }
    from = to;
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (truth.length - positives));
};

export interface ErrorRates {
  /** Share of speech frames under the threshold. */
  readonly miss: number;
  /** Share of silent frames at or over it. */
  readonly falseAlarm: number;
}

export const errorRates = ({ probabilities, truth }: Judged, threshold: number): ErrorRates => {
  let [missed, speech, alarms] = [0, 0, 0];
  truth.forEach((isSpeech, frame) => {
    const heard = probabilities[frame]! >= threshold;
    speech += isSpeech;
    if (isSpeech === 1 && !heard) missed += 1;
    if (isSpeech === 0 && heard) alarms += 1;
  });
  return { miss: missed / speech, falseAlarm: alarms / (truth.length - speech) };
};

/** The threshold of 0.01 to 0.99 with the least miss + false alarm. */
export const bestThreshold = (judged: Judged): number => {
  const candidates = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);
  const cost = candidates.map((threshold) => {
    const { miss, falseAlarm } = errorRates(judged, threshold);
    return miss + falseAlarm;
  });
  return candidates[cost.indexOf(Math.min(...cost))]!;
};

export const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

export const joinJudged = (all: readonly Judged[]): Judged => {
  const length = all.reduce((sum, { truth }) => sum + truth.length, 0);
  const joined = { probabilities: new Float32Array(length), truth: new Uint8Array(length) };
  all.reduce((at, { probabilities, truth }) => {
    joined.probabilities.set(probabilities, at);
    joined.truth.set(truth, at);
    return at + truth.length;
  }, 0);
  return joined;
};
