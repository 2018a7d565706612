import type { SpeechSegment } from '../vad/segments.js';
import { cosine } from './similarity.js';
import type { VoiceParting, VoiceStretch } from './voice-consistency.js';

/** Where one of two voices speaks, from its first stretch to its last before the other is heard. */
export interface VoiceSpan extends SpeechSegment {
  /** `A` is the voice that speaks more or, beside a voiceprint, the one that is nearer to it. */
  readonly voice: 'A' | 'B';
  /** Cosine of what is heard here and of all that A says, or of the voiceprint, -1 to 1. */
  readonly likeness: number;
}

/** A stretch and where in the recording it was heard. */
export interface PlacedStretch extends VoiceStretch, SpeechSegment {}

const secondsOf = (stretches: readonly VoiceStretch[]): number =>
  stretches.reduce((sum, { seconds }) => sum + seconds, 0);

/** The voice of several stretches: the longer, the more it counts. */
export const voiceOf = (stretches: readonly VoiceStretch[]): Float64Array => {
  const sum = new Float64Array(stretches[0]?.voice.length ?? 0);
  for (const { voice, seconds } of stretches) {
    for (let at = 0; at < sum.length; at++) sum[at]! += voice[at]! * seconds;
  }
  return sum;
};

/** Neighbours of one voice together. */
const turnsOf = (stretches: readonly PlacedStretch[], isFirst: readonly boolean[]): readonly (readonly number[])[] => {
  const turns: number[][] = [];
  stretches.forEach((_, index) => {
    if (index === 0 || isFirst[index] !== isFirst[index - 1]) turns.push([]);
    turns.at(-1)!.push(index);
  });
  return turns;
};

/** Who speaks when, as a parting says, in order; empty when it holds one voice only. `template`: a voiceprint to go by. */
export const voiceSpans = (
  stretches: readonly PlacedStretch[],
  { isFirst }: Pick<VoiceParting, 'isFirst'>,
  template: Float32Array | null = null,
): readonly VoiceSpan[] => {
  const [first, other] = [true, false].map((side) => stretches.filter((_, index) => isFirst[index] === side));
  if (first!.length === 0 || other!.length === 0) return [];
  const firstIsA =
    template === null
      ? secondsOf(first!) >= secondsOf(other!)
      : cosine(voiceOf(first!), template) >= cosine(voiceOf(other!), template);
  const voiceA = template ?? voiceOf(firstIsA ? first! : other!);
  return turnsOf(stretches, isFirst).map((indices) => ({
    startMs: stretches[indices[0]!]!.startMs,
    endMs: stretches[indices.at(-1)!]!.endMs,
    voice: isFirst[indices[0]!] === firstIsA ? 'A' : 'B',
    likeness: cosine(voiceOf(indices.map((index) => stretches[index]!)), voiceA),
  }));
};
