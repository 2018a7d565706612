import { withProgress } from '../../src/cli/progress.js';

/** Shows on a terminal how many of `total` recordings are done; on standard error only. */
export const withBenchProgress = <T>(
  label: string,
  total: number,
  work: (step: () => void) => Promise<T>,
): Promise<T> => withProgress(label, total, ({ step }) => work(() => step(label)));
