/** mulberry32: the same seed gives the same numbers, 0 to 1, on every machine. */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export type Random = () => number;

export const between = (random: Random, least: number, most: number): number => least + (most - least) * random();

/** `count` different members, in random order. */
export const sample = <T>(random: Random, all: readonly T[], count: number): readonly T[] => {
  const pool = [...all];
  return Array.from({ length: Math.min(count, pool.length) }, () => {
    const [taken] = pool.splice(Math.floor(random() * pool.length), 1);
    return taken!;
  });
};
