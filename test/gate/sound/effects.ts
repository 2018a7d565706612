import { sample, seededRandom } from '../../../bench/seeded-random.js';
import { joinSamples, msToSamples } from '../../../src/audio/pcm.js';
import { atLevel, decibels, mixed, scaled, speechRms } from './level.js';
import { music } from './music.js';
import { noise } from './noise.js';
import type { Effect } from './recipe.js';

const stretches = (samples: Float32Array, length: number): readonly Float32Array[] =>
  Array.from({ length: Math.ceil(samples.length / length) }, (_, index) =>
    samples.subarray(index * length, (index + 1) * length),
  );

/** Adds another sound so many dB under the speech. */
const under = (samples: Float32Array, other: Float32Array, snrDb: number): Float32Array =>
  mixed(samples, atLevel(other, 20 * Math.log10(speechRms(samples)) - snrDb));

/** Three one-pole filters in a row, 18 dB an octave. */
const lowpass = (samples: Float32Array, hz: number): Float32Array => {
  const share = 1 - Math.exp((-2 * Math.PI * hz) / 16_000);
  const once = (input: Float32Array): Float32Array => {
    let held = 0;
    return input.map((value) => {
      held += share * (value - held);
      return held;
    });
  };
  return once(once(once(samples)));
};

const echo = (samples: Float32Array, delay: number, factor: number): Float32Array => {
  const out = samples.slice();
  for (let index = delay; index < out.length; index++) out[index]! += factor * out[index - delay]!;
  return out;
};

const dropouts = (samples: Float32Array, every: number, length: number): Float32Array =>
  samples.map((value, index) => (index % every < length ? 0 : value));

const limited = (samples: Float32Array): Float32Array => samples.map((value) => Math.max(-1, Math.min(1, value)));

export const applyEffect = (samples: Float32Array, effect: Effect): Float32Array => {
  switch (effect.effect) {
    case 'gain':
      return scaled(samples, decibels(effect.db));
    case 'clip':
      return scaled(limited(scaled(samples, decibels(effect.db))), 0.99);
    case 'noise':
      return under(samples, noise(effect.colour, samples.length), effect.snrDb);
    case 'music':
      return under(samples, music(effect.style, samples.length), effect.snrDb);
    case 'reverse':
      return joinSamples(stretches(samples, msToSamples(effect.ms)).map((part) => part.toReversed()));
    case 'shuffle': {
      const parts = stretches(samples, msToSamples(effect.ms));
      return joinSamples(sample(seededRandom(5), parts, parts.length));
    }
    case 'lowpass':
      return lowpass(samples, effect.hz);
    case 'echo':
      return echo(samples, msToSamples(effect.ms), decibels(effect.db));
    case 'keep':
      return samples.slice(Math.round(effect.from * samples.length), Math.round(effect.to * samples.length));
    case 'zeros':
      return joinSamples([
        new Float32Array(msToSamples(effect.beforeMs)),
        samples,
        new Float32Array(msToSamples(effect.afterMs)),
      ]);
    case 'dropouts':
      return dropouts(samples, msToSamples(effect.everyMs), msToSamples(effect.ms));
  }
};
