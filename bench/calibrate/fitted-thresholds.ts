import type { Thresholds } from '../../src/verdict/policy.js';

/** One threshold that calibration sets, between its strictest and its most lenient sensible value. */
export interface FittedThreshold {
  readonly name: keyof Thresholds;
  readonly strict: number;
  readonly lenient: number;
  /** Value that no level goes below. */
  readonly least?: number;
  /** The bound of strong evidence beyond it, which must stay on its far side; null where there is none. */
  readonly failPartner: keyof Thresholds | null;
}

/**
 * The thresholds that tell an honest reading from another text. The others are not fitted: runs of syllables and checks of
 * the recording are rules, and the voice has trials of its own.
 */
export const FITTED: readonly FittedThreshold[] = [
  { name: 'worstPairPass', strict: -0.5, lenient: -8, failPartner: 'worstPairFail' },
  { name: 'worstTokenPass', strict: -1, lenient: -12, failPartner: null },
  { name: 'meanPass', strict: -0.2, lenient: -4, failPartner: 'meanFail' },
  // Below 0 the contrary fits better, and no policy may allow that; the scale goes on, so that half way can lie there.
  { name: 'termSaid', strict: 15, lenient: -15, least: 0, failPartner: null },
  { name: 'editPass', strict: 0, lenient: 0.8, failPartner: 'editFail' },
];

/** Each threshold goes from strict to lenient in so many equal steps. */
export const LEVELS = 100;

/** A level of leniency per fitted threshold, whole numbers from 0 (strictest) to LEVELS. */
export type Levels = readonly number[];

export const STRICTEST: Levels = FITTED.map(() => 0);
export const MOST_LENIENT: Levels = FITTED.map(() => LEVELS);

const rounded = (value: number): number => Number(value.toFixed(4));

const valueAt = ({ strict, lenient, least = Number.NEGATIVE_INFINITY }: FittedThreshold, level: number): number =>
  Math.max(least, rounded(strict + ((lenient - strict) * level) / LEVELS));

/**
 * `base` with the fitted thresholds at these levels. A fail threshold that would be passed over moves along, so that every
 * pair stays in order; a pass does not depend on it.
 */
export const thresholdsAt = (base: Thresholds, levels: Levels): Thresholds => {
  const fitted = FITTED.flatMap((field, at): readonly (readonly [keyof Thresholds, number])[] => {
    const value = valueAt(field, levels[at]!);
    if (field.failPartner === null) return [[field.name, value]];
    const beyond = base[field.failPartner];
    const moved = field.lenient < field.strict ? Math.min(beyond, value) : Math.max(beyond, value);
    return [
      [field.name, value],
      [field.failPartner, moved],
    ];
  });
  return { ...base, ...Object.fromEntries(fitted) };
};

/** At least as lenient in every threshold: whatever passes under `b` passes under `a`. */
export const atLeastAsLenient = (a: Levels, b: Levels): boolean => a.every((level, at) => level >= b[at]!);

/** The strictest levels that are at least as lenient as both. */
export const join = (a: Levels, b: Levels): Levels => a.map((level, at) => Math.max(level, b[at]!));
