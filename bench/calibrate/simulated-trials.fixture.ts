import type { Random } from '../seeded-random.js';
import { atLeastAsLenient, FITTED } from './fitted-thresholds.js';
import type { Trial } from './trial.js';

/** A world whose false-pass rate is known: what each trial needs is drawn from fixed distributions. */
export interface World {
  /** How far speakers differ from each other, levels: 0 makes all trials independent. */
  readonly speakerSpread: number;
  /** Mean level that altered clauses need in their most telling threshold; lower is harder to tell. */
  readonly alteredNeed: number;
}

const gauss = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

const level = (value: number): number => Math.max(0, Math.round(value));

const trial = (speaker: string, reading: string, kind: string, at: number, needs: readonly number[]): Trial => ({
  id: `${speaker}/${reading}/${kind}/${at}`,
  speaker,
  reading,
  kind,
  // Above LEVELS no policy is lenient enough.
  passes: (levels) => atLeastAsLenient(levels, needs),
});

/** An altered clause betrays itself in one threshold, and looks honest in the others. */
const alteredNeeds = (world: World, shift: number, random: Random): readonly number[] => {
  const telling = Math.floor(random() * FITTED.length);
  return FITTED.map((_, at) =>
    level(at === telling ? world.alteredNeed + shift + 22 * gauss(random) : 30 + shift + 12 * gauss(random)),
  );
};

const honestNeeds = (shift: number, random: Random): readonly number[] =>
  FITTED.map(() => level(28 + shift + 12 * gauss(random)));

/** `readings` of each of `speakers`, with `altered` altered clauses each. */
export const simulateTrials = (
  world: World,
  size: { readonly speakers: number; readonly readings: number; readonly altered: number },
  random: Random,
): readonly Trial[] =>
  Array.from({ length: size.speakers }, (_, person) => {
    const shift = world.speakerSpread * gauss(random);
    return Array.from({ length: size.readings }, (_, take) => [
      trial(`s${person}`, `r${take}`, 'honest', 0, honestNeeds(shift, random)),
      ...Array.from({ length: size.altered }, (_, at) =>
        trial(`s${person}`, `r${take}`, 'altered', at, alteredNeeds(world, shift, random)),
      ),
    ]).flat();
  }).flat();
