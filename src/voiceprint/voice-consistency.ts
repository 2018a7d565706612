import { cosine } from './similarity.js';

/** One stretch of speech and how its voice sounds. */
export interface VoiceStretch {
  /** Unit vector. */
  readonly voice: Float32Array;
  readonly seconds: number;
  /** Median pitch, semitones above 1 Hz, over so many voiced frames of 10 ms. */
  readonly pitch: { readonly semitones: number; readonly frames: number };
}

/** Speech that a second voice must have: less may be a cough or a laugh. */
const LEAST_SECONDS = 0.7;
/**
 * What one speaker's two groups of s and t seconds differ by, in 1 - cosine, is about SPREAD (1/s + 1/t) + FLOOR times a
 * constant. Chosen, as the other figures here, on the development speakers of `npm run bench:alternating`.
 */
const SPREAD = 0.1;
const FLOOR = 0.05;
/** The figure is given as if both groups held so much speech. */
const REFERENCE_SECONDS = 3.2;
/** Pitch counts for little, because one reader's varies too: a cosine of 0.05 at most, for groups of 4 s. */
const PITCH_WEIGHT = 0.001;
const MOST_SEMITONES = 9;
const LEAST_VOICED_FRAMES = 15;
/** Pairs of least likeness at which a grouping starts, and the rounds it then takes. */
const SEEDS = 8;
const ROUNDS = 6;

//  A stretch, or the sum of several, as numbers that add up:
//  | voice x seconds (n) | seconds | semitones x frames | frames |
type Sum = Float64Array;
const EXTRA = 3;

const asSum = ({ voice, seconds, pitch }: VoiceStretch): Sum => {
  const sum = new Float64Array(voice.length + EXTRA);
  for (let at = 0; at < voice.length; at++) sum[at] = voice[at]! * seconds;
  sum.set([seconds, pitch.semitones * pitch.frames, pitch.frames], voice.length);
  return sum;
};

const add = (into: Sum, sum: Sum): void => {
  for (let at = 0; at < into.length; at++) into[at]! += sum[at]!;
};

const total = (sums: readonly Sum[]): Sum => {
  const whole = new Float64Array(sums[0]!.length);
  for (const sum of sums) add(whole, sum);
  return whole;
};

const extrasOf = (sum: Sum) => {
  const [seconds, pitch, frames] = sum.subarray(-EXTRA);
  return { seconds: seconds!, frames: frames!, semitones: pitch! / frames! };
};

const cosineOf = (left: Sum, right: Sum): number => cosine(left.subarray(0, -EXTRA), right.subarray(0, -EXTRA));

/**
 * The likeness of two groups, as if each held REFERENCE_SECONDS, with what their pitch differs by taken off; 1 when one
 * of them holds too little to be a voice.
 */
const likeness = (left: Sum, right: Sum): number => {
  const [l, r] = [extrasOf(left), extrasOf(right)];
  if (Math.min(l.seconds, r.seconds) < LEAST_SECONDS) return 1;
  const shortness = 1 / l.seconds + 1 / r.seconds;
  const expected = (SPREAD * 2) / REFERENCE_SECONDS + FLOOR;
  const apart = ((1 - cosineOf(left, right)) * expected) / (SPREAD * shortness + FLOOR);
  const voiced = Math.min(l.frames, r.frames) >= LEAST_VOICED_FRAMES;
  const interval = voiced ? Math.min(MOST_SEMITONES, Math.abs(l.semitones - r.semitones)) : 0;
  return 1 - apart - (PITCH_WEIGHT * interval ** 2) / (1 + shortness);
};

/** How alike two groups are, at most 1. */
type Measure = (left: Sum, right: Sum) => number;

/**
 * A voiceprint counts as so much speech of the voice that is nearer to it. That one must be the enrolled voice and the other
 * must not be near it: with another microphone or in noise the whole reading is unlike its voiceprint.
 */
const TEMPLATE_SECONDS = 10;
const ENROLLED_LIKENESS = 0.75;
const OTHER_LIKENESS = 0.7;

/** The likeness of a group and the other one with the voiceprint; 1 unless one is the enrolled voice and the other is not. */
const likenessBeside = (template: Float32Array): Measure => {
  const enrolled = asSum({ voice: template, seconds: TEMPLATE_SECONDS, pitch: { semitones: 0, frames: 0 } });
  return (left, right) => {
    if (Math.min(extrasOf(left).seconds, extrasOf(right).seconds) < LEAST_SECONDS) return 1;
    const [toLeft, toRight] = [cosineOf(left, enrolled), cosineOf(right, enrolled)];
    if (Math.max(toLeft, toRight) < ENROLLED_LIKENESS || Math.min(toLeft, toRight) > OTHER_LIKENESS) return 1;
    return toLeft > toRight ? likeness(total([left, enrolled]), right) : likeness(left, total([right, enrolled]));
  };
};

/** How a recording is parted into two voices. */
export interface VoiceParting {
  /** How much alike the two are, at most 1: see `partVoices`. */
  readonly likeness: number;
  /** For each stretch in order, whether it is of the one voice or of the other. */
  readonly isFirst: readonly boolean[];
}

/** NaN is the worst. */
const worse = (one: VoiceParting, other: VoiceParting): VoiceParting =>
  one.likeness <= other.likeness || Number.isNaN(one.likeness) ? one : other;

/** Every run of stretches against all others: one change of speaker, or a part in the middle. */
const worstRun = (sums: readonly Sum[], measure: Measure): VoiceParting => {
  const whole = total(sums);
  let worst = { likeness: 1, from: 0, to: 0 };
  for (let from = 0; from < sums.length; from++) {
    const [inside, outside] = [new Float64Array(whole.length), whole.slice()];
    for (let to = from; to < sums.length; to++) {
      const sum = sums[to]!;
      for (let at = 0; at < sum.length; at++) {
        inside[at]! += sum[at]!;
        outside[at]! -= sum[at]!;
      }
      const alike = measure(inside, outside);
      if (!(alike >= worst.likeness)) worst = { likeness: alike, from, to: to + 1 };
    }
  }
  return { likeness: worst.likeness, isFirst: sums.map((_, index) => index < worst.from || index >= worst.to) };
};

/** The pairs of stretches that are least alike. */
const seeds = (sums: readonly Sum[]): readonly (readonly [Sum, Sum])[] =>
  sums
    .flatMap((left, index) => sums.slice(index + 1).map((right) => [left, right, cosineOf(left, right)] as const))
    .sort((a, b) => a[2] - b[2])
    .slice(0, SEEDS)
    .map(([left, right]) => [left, right] as const);

/** Two groups however often the speakers change: 2-means on the sphere. */
const worstGrouping = (sums: readonly Sum[], start: readonly [Sum, Sum], measure: Measure): VoiceParting => {
  let [left, right] = start;
  let isFirst: readonly boolean[] = sums.map(() => true);
  for (let round = 0; round < ROUNDS; round++) {
    isFirst = sums.map((sum) => cosineOf(sum, left) >= cosineOf(sum, right));
    const parts = [true, false].map((side) => sums.filter((_, index) => isFirst[index] === side)) as [Sum[], Sum[]];
    if (parts.some((part) => part.length === 0)) return { likeness: 1, isFirst: sums.map(() => true) };
    [left, right] = [total(parts[0]), total(parts[1])];
  }
  return { likeness: measure(left, right), isFirst };
};

/**
 * The two groups of stretches, in the order they were spoken, that differ most for the speech they hold. One speaker's
 * groups differ by what is said, the more so the shorter they are; two speakers' by who says it. Null when the stretches are
 * too short to hold two voices; the likeness is NaN when a voice is not a number. With a voiceprint (unit vector): of the
 * groups of which one is the enrolled voice and the other is not; 1 when there are none.
 */
export const partVoices = (
  stretches: readonly VoiceStretch[],
  template: Float32Array | null = null,
): VoiceParting | null => {
  const seconds = stretches.reduce((sum, stretch) => sum + stretch.seconds, 0);
  if (stretches.length < 2 || seconds < 2 * LEAST_SECONDS) return null;
  const sums = stretches.map(asSum);
  const measure = template === null ? likeness : likenessBeside(template);
  return seeds(sums)
    .map((pair) => worstGrouping(sums, pair, measure))
    .reduce(worse, worstRun(sums, measure));
};
