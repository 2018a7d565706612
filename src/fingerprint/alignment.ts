import type { Probes } from './probes.js';
import { hashOf, type Sketch } from './sketch.js';
import { SPEEDS } from './speeds.js';

/** Where an earlier recording may lie in a later one: frame = earlier frame / speed + offset. */
export interface Alignment {
  readonly speed: number;
  /** Frames; below zero when the beginning of the earlier one is missing. */
  readonly offset: number;
}

/** A moment of the earlier recording and a frame of the later one with the same hash. */
interface Hit {
  readonly earlier: number;
  readonly frame: number;
}

const SLOWEST = SPEEDS[0] - 0.005;
const FASTEST = SPEEDS.at(-1)! + 0.005;
/** Hits that are further apart give a speed by themselves. */
const FAR_FRAMES = 64;
/** How far from its place a hit may lie, frames. */
const NEAR = 1.5;
const MOST_ANCHORS = 12;
const MOST_ALIGNMENTS = 16;
/** Of longer lists every second, third... is taken. */
const MOST_HITS = 240;

const spread = <T>(all: readonly T[], most: number): readonly T[] => {
  const step = Math.max(1, all.length / most);
  return Array.from({ length: Math.min(all.length, most) }, (_, n) => all[Math.floor(n * step)]!);
};

const hitsOf = (probes: Probes, { at, codes }: Sketch): readonly Hit[] =>
  at.flatMap((earlier, n) => (probes.get(hashOf(codes[n]!)) ?? []).map((frame) => ({ earlier, frame })));

const through = ({ earlier, frame }: Hit, speed: number): Alignment => ({ speed, offset: frame - earlier / speed });

/** Alignments through one hit, at each known speed and at the speeds that hits far from it give. */
const throughAnchor = (anchor: Hit, hits: readonly Hit[]): readonly Alignment[] => {
  const given = hits
    .filter(({ frame }) => Math.abs(frame - anchor.frame) >= FAR_FRAMES)
    .map(({ earlier, frame }) => (earlier - anchor.earlier) / (frame - anchor.frame))
    .filter((speed) => speed >= SLOWEST && speed <= FASTEST);
  return [...SPEEDS, ...given].map((speed) => through(anchor, speed));
};

/** Moments of the earlier recording that have a hit where the alignment puts them. */
const agreeing = (hits: readonly Hit[], { speed, offset }: Alignment): number =>
  new Set(
    hits
      .filter(({ earlier, frame }) => Math.abs(earlier / speed + offset - frame) <= NEAR)
      .map(({ earlier }) => earlier),
  ).size;

/**
 * The alignments that most hits agree with, best first: a line through the hits, whose slope is the speed (as in Wang 2003,
 * where the slope is 1).
 */
export const likelyAlignments = (probes: Probes, sketch: Sketch): readonly Alignment[] => {
  const hits = spread(hitsOf(probes, sketch), MOST_HITS);
  return spread(hits, MOST_ANCHORS)
    .flatMap((anchor) => throughAnchor(anchor, hits))
    .map((alignment) => ({ alignment, count: agreeing(hits, alignment) }))
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_ALIGNMENTS)
    .map(({ alignment }) => alignment);
};
