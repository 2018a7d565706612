/** Items of `before` from `beforeStart` to `beforeEnd` stand where `after` has those from `afterStart` to `afterEnd`. */
export interface ChangedSpan {
  readonly beforeStart: number;
  readonly beforeEnd: number;
  readonly afterStart: number;
  readonly afterEnd: number;
}

/** Lengths of the longest common subsequence of the rest of `before` from i on and the rest of `after` from j on. */
const commonLengths = (before: readonly string[], after: readonly string[]): Uint16Array => {
  const width = after.length + 1;
  const lengths = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] =
        before[i] === after[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  return lengths;
};

/**
 * What changed from one sequence to the other, in order, by their longest common subsequence (Wagner and Fischer 1974).
 * Spans with fewer than `closeness` unchanged items between them are joined. Time and memory are before x after.
 */
export const changedSpans = (
  before: readonly string[],
  after: readonly string[],
  closeness: number,
): readonly ChangedSpan[] => {
  const width = after.length + 1;
  const lengths = commonLengths(before, after);
  const spans: ChangedSpan[] = [];
  const add = (beforeStart: number, beforeEnd: number, afterStart: number, afterEnd: number): void => {
    const last = spans.at(-1);
    const joins =
      last !== undefined && afterStart - last.afterEnd < closeness && beforeStart - last.beforeEnd < closeness;
    if (joins) spans[spans.length - 1] = { ...last, beforeEnd, afterEnd };
    else spans.push({ beforeStart, beforeEnd, afterStart, afterEnd });
  };
  for (let i = 0, j = 0; i < before.length || j < after.length; ) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      i += 1;
      j += 1;
    } else if (
      j < after.length &&
      (i === before.length || lengths[i * width + j + 1]! >= lengths[(i + 1) * width + j]!)
    ) {
      add(i, i, j, j + 1);
      j += 1;
    } else {
      add(i, i + 1, j, j);
      i += 1;
    }
  }
  return spans;
};
