/**
 * Where a search over nodes and times may go. At time t (0 to frames) it may visit the nodes low[t] to high[t], both
 * included. Neither bound ever decreases, and neighbouring times share a node, so that a path can always go on.
 *
 *     node                          .....#######
 *      ^                       ..########......
 *      |               ....######.....            # a path     . the band
 *      |       ...######.....
 *      +---#####.............................----> time
 */
export interface Band {
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** All nodes at all times. */
export const fullBand = (nodes: number, frames: number): Band => ({
  low: new Int32Array(frames + 1),
  high: new Int32Array(frames + 1).fill(nodes - 1),
});

/** How many pairs of a node and a time a band holds. */
export const bandCells = ({ low, high }: Band): number => {
  let cells = 0;
  for (let t = 0; t < low.length; t++) cells += high[t]! - low[t]! + 1;
  return cells;
};

/**
 * The band in which node v may be visited from time first[v] to time last[v] (neither ever decreases along the nodes). The
 * first node is open from the start and the last one to the end.
 */
export const bandOfTimes = (first: Int32Array, last: Int32Array, frames: number): Band => {
  const nodes = first.length;
  const low = new Int32Array(frames + 1);
  const high = new Int32Array(frames + 1);
  let lowest = 0;
  let highest = 0;
  for (let t = 0; t <= frames; t++) {
    while (highest + 1 < nodes && first[highest + 1]! <= t) highest++;
    while (lowest < highest && last[lowest]! < t) lowest++;
    low[t] = t > 0 ? Math.min(lowest, high[t - 1]!) : lowest;
    high[t] = highest;
  }
  low[0] = 0;
  high[frames] = nodes - 1;
  return { low, high };
};
