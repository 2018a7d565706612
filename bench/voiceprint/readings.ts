import { clustersBy } from '../statistics/cluster-bootstrap.js';

/** Utterances by speaker, in the order of the data set. */
export const bySpeaker = <T extends { readonly speaker: string }>(
  utterances: readonly T[],
): ReadonlyMap<string, readonly T[]> =>
  new Map(clustersBy(utterances, ({ speaker }) => speaker).map((own) => [own[0]!.speaker, own]));

/** Recordings of one speaker that make one reading. */
export interface Reading<T> {
  readonly id: string;
  readonly speaker: string;
  readonly parts: readonly T[];
  /** Readings of one pairing of one block share no recording, those of two pairings may. */
  readonly block: number;
  readonly pairing: number;
  readonly half: 0 | 1;
}

/** Recordings that a block is made of, and blocks of a speaker: a few recordings make one block, of whatever size. */
const BLOCK = 8;
const BLOCKS_MAX = 10;
const LEAST = 4;

const blocksOf = <T>(own: readonly T[]): readonly (readonly T[])[] => {
  if (own.length < LEAST) return [];
  if (own.length < 2 * BLOCK) return [own];
  const count = Math.min(BLOCKS_MAX, Math.floor(own.length / BLOCK));
  return Array.from({ length: count }, (_, at) => own.slice(at * BLOCK, (at + 1) * BLOCK));
};

/**
 * Each speaker's recordings parted into halves that share none, in two ways: first and second half, every other one. One half is
 * enrolled, the other one tried.
 */
export const readingsOf = <T extends { readonly id: string; readonly speaker: string }>(
  utterances: readonly T[],
): readonly Reading<T>[] =>
  [...bySpeaker(utterances)].flatMap(([speaker, own]) =>
    blocksOf(own).flatMap((all, block) => {
      const first = Math.ceil(all.length / 2);
      const halves = [
        [all.slice(0, first), all.slice(first)],
        [all.filter((_, at) => at % 2 === 0), all.filter((_, at) => at % 2 === 1)],
      ] as const;
      return halves.flatMap((pair, pairing) =>
        ([0, 1] as const).map((half): Reading<T> => {
          const parts = pair[half];
          return { id: parts.map(({ id }) => id).join('+'), speaker, parts, block, pairing, half };
        }),
      );
    }),
  );
