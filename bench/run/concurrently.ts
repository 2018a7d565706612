/**
 * Runs `work` on every item, at most `limit` at once, and gives the results in the order of the items. The first failure
 * rejects, after the work in hand has ended.
 */
export const concurrently = async <T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T, at: number) => Promise<R>,
): Promise<readonly R[]> => {
  const results = new Array<R>(items.length);
  let next = 0;
  let failed = false;
  const lane = async (): Promise<void> => {
    while (next < items.length && !failed) {
      const at = next++;
      try {
        results[at] = await work(items[at]!, at);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.max(1, Math.min(limit, items.length)) }, lane));
  const fault = lanes.find((one) => one.status === 'rejected');
  if (fault) throw fault.reason;
  return results;
};
