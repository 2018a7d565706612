import type { PitchTrack } from '../audio/pitch-track.js';
import { SURE_STRENGTH, semitones } from '../audio/pitch-track.js';
import type { Tone } from '../text/syllable.js';
import type { VoiceRange } from './voice-range.js';

/** A syllable's place in time, and the tones that it may have. */
export interface ToneSpan {
  readonly startMs: number;
  readonly endMs: number;
  readonly tones: readonly Tone[];
}

/** Why there are no features. */
export type ToneGap = 'unvoiced' | 'too_short';

/** Points of the contour, evenly over the voiced part of the syllable. */
const POINTS = 8;
/** The recogniser marks a syllable about where its rhyme begins; the voice may set in a little before. */
const LEAD_MS = 20;
/** A rhyme does not go on longer, even when nothing follows. */
const LONGEST_MS = 450;
const LAST_TAIL_MS = 250;
const SHORTEST_VOICED_MS = 40;
/** A silence at least so long parts two breath groups. */
const PAUSE_MS = 150;
const BESIDE_FRAMES = 3;
const AROUND_MS = 1_000;
/** Octave errors of creak and breath end here, in spreads. */
const LIMIT = 4;
/** Below it, in semitones under the median, a frame is creak. */
const CREAK = -9;
const FAR = 6;

/** Names of the features in order; the model was trained on exactly these. */
export const TONE_FEATURES: readonly string[] = [
  ...Array.from({ length: POINTS }, (_, k) => `pitch_${k}`),
  'around',
  'voiced_from',
  'voiced_to',
  'voiced_share',
  'creak_share',
  'strength',
  'log_length',
  'has_before',
  'before',
  'has_after',
  'after',
  'pause_before',
  'pause_after',
  'from_pause',
  'to_pause',
  ...[1, 2, 3, 4, 5].map((tone) => `before_tone_${tone}`),
  ...[1, 2, 3, 4, 5].map((tone) => `after_tone_${tone}`),
];

/** Half-open range of frames. */
interface Frames {
  readonly from: number;
  readonly to: number;
}

interface Scene {
  readonly track: PitchTrack;
  readonly range: VoiceRange;
  readonly spans: readonly ToneSpan[];
}

const framesBetween = ({ hz, frameMs }: PitchTrack, startMs: number, endMs: number): Frames => ({
  from: Math.max(0, Math.round(startMs / frameMs)),
  to: Math.min(hz.length, Math.round(endMs / frameMs)),
});

/** The syllable's rhyme: from its mark to the next syllable's, or as long as a last one may sound. */
const extent = ({ track, spans }: Scene, at: number): Frames => {
  const { startMs, endMs } = spans[at]!;
  const next = spans[at + 1]?.startMs ?? Number.POSITIVE_INFINITY;
  const end = Math.min(next, endMs + LAST_TAIL_MS, startMs + LONGEST_MS);
  return framesBetween(track, startMs - LEAD_MS, end - LEAD_MS);
};

const isVoiced = ({ hz, strength }: PitchTrack, frame: number): boolean =>
  hz[frame]! > 0 && strength[frame]! >= SURE_STRENGTH;

const voicedFrames = ({ track }: Scene, { from, to }: Frames): readonly number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k).filter((frame) => isVoiced(track, frame));

/** Height in the reader's own range: 0 is the median, 1 near the top. */
const height = ({ track, range }: Scene, frame: number): number =>
  Math.max(-LIMIT, Math.min(LIMIT, (semitones(track.hz[frame]!) - range.median) / range.spread));

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Straight line through the voiced frames at evenly spaced places from the first to the last. */
const contour = (scene: Scene, voiced: readonly number[]): readonly number[] => {
  const [first, last] = [voiced[0]!, voiced.at(-1)!];
  let k = 0;
  return Array.from({ length: POINTS }, (_, point) => {
    const place = first + ((last - first) * point) / (POINTS - 1);
    while (k < voiced.length - 2 && voiced[k + 1]! < place) k++;
    const [left, right] = [voiced[k]!, voiced[k + 1]!];
    const share = (place - left) / (right - left);
    return (1 - share) * height(scene, left) + share * height(scene, right);
  });
};

/** Mean height of the neighbour's frames nearest to the syllable, with whether there are any. */
const beside = (scene: Scene, at: number, nearest: (frames: readonly number[]) => readonly number[]) => {
  const frames = scene.spans[at] ? nearest(voicedFrames(scene, extent(scene, at))) : [];
  return [frames.length > 0 ? 1 : 0, meanOf(frames.map((frame) => height(scene, frame)))] as const;
};

const oneOf = (tones: readonly Tone[]): readonly number[] =>
  [1, 2, 3, 4, 5].map((tone) => (tones.includes(tone as Tone) ? 1 / tones.length : 0));

/** Longest unvoiced stretch between the marks of syllable `at - 1` and `at`, ms; a beginning or an end counts as a pause. */
const silenceBefore = ({ track, spans }: Scene, at: number): number => {
  if (at <= 0 || at >= spans.length) return PAUSE_MS;
  const { from, to } = framesBetween(track, spans[at - 1]!.endMs, spans[at]!.startMs);
  let longest = 0;
  let run = 0;
  for (let frame = from; frame < to; frame++) {
    run = isVoiced(track, frame) ? 0 : run + 1;
    longest = Math.max(longest, run);
  }
  return longest * track.frameMs;
};

/** Syllables from the last pause, or to the next one, as a share of FAR. */
const distance = (scene: Scene, at: number, step: 1 | -1): number => {
  let count = 0;
  while (count < FAR && silenceBefore(scene, step < 0 ? at - count : at + count + 1) < PAUSE_MS) count++;
  return count / FAR;
};

const around = (scene: Scene, { from, to }: Frames): number => {
  const reach = AROUND_MS / scene.track.frameMs;
  const wide = { from: Math.max(0, from - reach), to: Math.min(scene.track.hz.length, to + reach) };
  return meanOf(voicedFrames(scene, wide).map((frame) => height(scene, frame)));
};

/**
 * What the pitch says of syllable `at` of a reading, in the order of TONE_FEATURES, or why it says nothing. Times may lie
 * outside the track. `spans` are the reading's syllables in order.
 */
export const toneFeatures = (
  track: PitchTrack,
  range: VoiceRange,
  spans: readonly ToneSpan[],
  at: number,
): readonly number[] | ToneGap => {
  const scene = { track, range, spans };
  const frames = extent(scene, at);
  const length = frames.to - frames.from;
  const voiced = voicedFrames(scene, frames);
  if (length * track.frameMs < SHORTEST_VOICED_MS) return 'too_short';
  if (voiced.length * track.frameMs < SHORTEST_VOICED_MS) return 'unvoiced';
  const [hasBefore, before] = beside(scene, at - 1, (all) => all.slice(-BESIDE_FRAMES));
  const [hasAfter, after] = beside(scene, at + 1, (all) => all.slice(0, BESIDE_FRAMES));
  const creak = voiced.filter((frame) => semitones(track.hz[frame]!) - range.median < CREAK).length;
  return [
    ...contour(scene, voiced),
    around(scene, frames),
    (voiced[0]! - frames.from) / length,
    (voiced.at(-1)! + 1 - frames.from) / length,
    voiced.length / length,
    creak / voiced.length,
    meanOf(voiced.map((frame) => track.strength[frame]!)),
    Math.log(length * track.frameMs) - 5.3,
    hasBefore,
    before,
    hasAfter,
    after,
    silenceBefore(scene, at) >= PAUSE_MS ? 1 : 0,
    silenceBefore(scene, at + 1) >= PAUSE_MS ? 1 : 0,
    distance(scene, at, -1),
    distance(scene, at, 1),
    ...oneOf(scene.spans[at - 1]?.tones ?? []),
    ...oneOf(scene.spans[at + 1]?.tones ?? []),
  ];
};
