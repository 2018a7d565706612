import type { ChannelChoice } from './decoder.js';
import { rmsDbfs } from './level.js';
import type { Samples } from './pcm.js';
import { speechBandPower } from './speech-band.js';

export interface ChosenChannel {
  readonly samples: Samples;
  readonly choice: ChannelChoice;
}

/** From this absolute correlation on, two channels carry one signal (at any gain, upright or inverted). */
const SAME_SIGNAL_CORRELATION = 0.98;

/** Lossy coding of two equal channels leaves less than this between them. */
const EQUAL_LEVELS_DB = 0.1;

/** Pearson correlation at lag 0; 0 when either signal is constant. */
function correlation(a: Float32Array, b: Float32Array): number {
  const n = a.length;
  let [sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const x = a[i]!;
    const y = b[i]!;
    sumA += x;
    sumB += y;
    sumAA += x * x;
    sumBB += y * y;
    sumAB += x * y;
  }
  const varianceProduct = (sumAA - (sumA * sumA) / n) * (sumBB - (sumB * sumB) / n);
  return varianceProduct > 0 ? (sumAB - (sumA * sumB) / n) / Math.sqrt(varianceProduct) : 0;
}

/** Index of the greatest value, the first on a tie within `tolerance`. */
const greatest = (values: readonly number[], tolerance = 0): number => {
  const least = Math.max(...values) - tolerance;
  return values.findIndex((value) => value >= least);
};

function select(channels: readonly Float32Array[]): Pick<ChannelChoice, 'index' | 'reason'> {
  const [first, ...others] = channels;
  if (first === undefined) throw new RangeError('A recording has at least one channel');
  if (others.length === 0) return { index: 0, reason: 'only_channel' };
  if (others.every((other) => Math.abs(correlation(first, other)) >= SAME_SIGNAL_CORRELATION)) {
    return { index: greatest(channels.map(rmsDbfs), EQUAL_LEVELS_DB), reason: 'same_signal' };
  }
  return { index: greatest(channels.map(speechBandPower)), reason: 'most_speech_energy' };
}

/**
 * One channel to judge, of one or more of equal length. Channels are never mixed: a microphone wired in opposite phase
 * would cancel the voice, and the teller's channel would answer for the customer's. When all carry one signal the
 * loudest is taken; otherwise the one with the most speech-band power above its own floor (see `speechBandPower`).
 * Throws RangeError on none.
 */
export function chooseChannel(channels: readonly Float32Array[]): ChosenChannel {
  const { index, reason } = select(channels);
  const choice = { index, of: channels.length, reason, levelsDbfs: channels.map(rmsDbfs) };
  return { samples: channels[index]!, choice };
}
