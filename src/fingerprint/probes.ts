import { BITS, type Changes, codeAt, STEADY_BITS } from './changes.js';
import { hashOf } from './sketch.js';

/** Moments of a recording that are looked up, evenly over its speech. */
const MOST_MOMENTS = 400;
/** A change near zero may have the other sign in a copy: both signs are tried of so many. */
const DOUBTFUL_BITS = 4;

/** What to look up: hashes, and at which frames each would stand. */
export type Probes = ReadonlyMap<number, readonly number[]>;

/** Places in a hash of the changes nearest to zero, the nearest first. */
const doubtfulPlaces = ({ values }: Changes, frame: number): readonly number[] => {
  const places: number[] = [];
  const size = (place: number): number => Math.abs(values[frame * BITS + STEADY_BITS[place]!]!);
  for (let place = 0; place < STEADY_BITS.length; place++) {
    let rank = places.length;
    while (rank > 0 && size(place) < size(places[rank - 1]!)) rank -= 1;
    if (rank >= DOUBTFUL_BITS) continue;
    places.splice(rank, 0, place);
    places.length = Math.min(places.length, DOUBTFUL_BITS);
  }
  return places;
};

/** The hash of a frame, with the doubtful bits one way and the other. */
export const hashesAt = (changes: Changes, frame: number): readonly number[] => {
  const hashes = [hashOf(codeAt(changes, frame))];
  for (const place of doubtfulPlaces(changes, frame)) hashes.push(...hashes.map((hash) => hash ^ (1 << place)));
  return hashes;
};

/** `pitches`: the changes of one recording, as of several pitches. */
export const probesOf = (pitches: readonly Changes[], audible: readonly number[]): Probes => {
  const step = Math.max(1, audible.length / MOST_MOMENTS);
  const count = Math.ceil(audible.length / step);
  const probes = new Map<number, number[]>();
  for (const changes of pitches) {
    for (let n = 0; n < count; n++) {
      const frame = audible[Math.floor(n * step)]!;
      for (const hash of hashesAt(changes, frame)) {
        const frames = probes.get(hash);
        if (frames === undefined) probes.set(hash, [frame]);
        else frames.push(frame);
      }
    }
  }
  return probes;
};
