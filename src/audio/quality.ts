import type { SpeechSegment } from '../vad/segments.js';
import { bandwidthHz, meanSpectrum, SPECTRUM_FRAME } from './bandwidth.js';
import { clippingRatio } from './clipping.js';
import { beginsCut, endsCut } from './cut-edge.js';
import { type EdgeSilence, edgeSilence } from './edge-silence.js';
import { powerToDbfs } from './level.js';
import { msToSamples, type Samples, samplesToMs } from './pcm.js';
import { activePower, framePowers, noisePower, snrDb } from './signal-to-noise.js';
import { frameStarts, gapsBetween, type SampleRange, speechRanges } from './speech-frames.js';

/** How good a recording is, as numbers; null where there is no speech to measure. */
export interface QualityFigures {
  readonly effectiveSpeechMs: number;
  /** Speech without noise over noise, dB, -20 to 80. */
  readonly snrDb: number | null;
  /** Share of speech samples in flat tops, 0 to 1. */
  readonly clippingRatio: number;
  /** Active speech level, dBFS. */
  readonly levelDbfs: number | null;
  readonly bandwidthHz: number | null;
  /** From the start to the first sound of speech (see `edgeSilence`), 0 when that is cut (see `beginsCut`); the whole recording when there is none. */
  readonly leadingSilenceMs: number;
  readonly trailingSilenceMs: number;
}

const POWER_FRAME = msToSamples(20);
/** Voice activity detectors end a segment a little early and rooms ring on. */
const GUARD = msToSamples(60);

const oneDecimal = (value: number): number => Math.round(value * 10) / 10;

interface Powers {
  readonly active: number;
  readonly noise: number;
}

/** Null when no whole frame is speech. */
function powersOf(samples: Samples, ranges: readonly SampleRange[], gaps: readonly SampleRange[]): Powers | null {
  const speech = framePowers(samples, frameStarts(ranges, POWER_FRAME), POWER_FRAME);
  if (speech.length === 0) return null;
  const quiet = framePowers(samples, frameStarts(gaps, POWER_FRAME), POWER_FRAME);
  return { active: activePower(speech), noise: noisePower(speech, quiet) };
}

function bandwidth(samples: Samples, ranges: readonly SampleRange[], gaps: readonly SampleRange[]): number | null {
  const speech = meanSpectrum(samples, frameStarts(ranges, SPECTRUM_FRAME));
  return speech && bandwidthHz(speech, meanSpectrum(samples, frameStarts(gaps, SPECTRUM_FRAME)));
}

/** Digital silence that ends or begins within a sound was put there: it is no room. */
function roomAround(samples: Samples, ranges: readonly SampleRange[], powers: Powers | null): EdgeSilence {
  const { active, noise } = powers ?? { active: 0, noise: 0 };
  const room = edgeSilence(samples, ranges, active, noise);
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (powers === null || first === undefined || last === undefined) return room;
  return {
    leading: beginsCut(samples, active, first.from) ? 0 : room.leading,
    trailing: endsCut(samples, active, last.to) ? 0 : room.trailing,
  };
}

/** Measures a recording at 16 kHz given where its speech is. Segments may overlap or stand past the end. */
export function measureQuality(samples: Samples, speech: readonly SpeechSegment[]): QualityFigures {
  const ranges = speechRanges(speech, samples.length);
  const gaps = gapsBetween(ranges, samples.length, GUARD);
  const effective = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  const powers = powersOf(samples, ranges, gaps);
  const { leading, trailing } = roomAround(samples, ranges, powers);
  return {
    effectiveSpeechMs: samplesToMs(effective),
    snrDb: powers && oneDecimal(snrDb(powers.active, powers.noise)),
    levelDbfs: powers && oneDecimal(powerToDbfs(powers.active)),
    clippingRatio: Math.round(clippingRatio(samples, ranges) * 1e5) / 1e5,
    bandwidthHz: bandwidth(samples, ranges, gaps),
    leadingSilenceMs: samplesToMs(leading),
    trailingSilenceMs: samplesToMs(trailing),
  };
}
