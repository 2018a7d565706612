import { between, type Random } from '../seeded-random.js';

/** Makes `length` samples of one kind of noise at any level. */
export type Noise = (length: number, random: Random) => Float32Array;

const gauss = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

export const white: Noise = (length, random) => Float32Array.from({ length }, () => gauss(random));

/** White noise through three first-order sections: -3 dB an octave within 1 dB over the band (Kellet's economy filter). */
export const pink: Noise = (length, random) => {
  let [a, b, c] = [0, 0, 0];
  return Float32Array.from({ length }, () => {
    const input = gauss(random);
    a = 0.99765 * a + input * 0.099046;
    b = 0.963 * b + input * 0.2965164;
    c = 0.57 * c + input * 1.0526913;
    return a + b + c + input * 0.1848;
  });
};

const VOICES = 8;

const addLooped = (target: Float32Array, source: Float32Array, offset: number): void => {
  for (let index = 0; index < target.length; index += 1) target[index]! += source[(index + offset) % source.length]!;
};

/** Eight other people talking at once. */
export const babble =
  (recordings: readonly Float32Array[]): Noise =>
  (length, random) => {
    const mixed = new Float32Array(length);
    for (let voice = 0; voice < VOICES; voice += 1) {
      const source = recordings[Math.floor(random() * recordings.length)]!;
      addLooped(mixed, source, Math.floor(between(random, 0, source.length)));
    }
    return mixed;
  };

const GRAIN = 3_200;

const power = (samples: Float32Array): number => samples.reduce((sum, value) => sum + value * value, 0);

/** The quietest 200 ms of a recording: what the device and its room sound like without speech. */
const quietestGrain = (recording: Float32Array): Float32Array | null => {
  const starts = Array.from({ length: Math.floor(recording.length / GRAIN) }, (_, index) => index * GRAIN);
  const grains = starts.map((from) => recording.subarray(from, from + GRAIN)).filter((grain) => power(grain) > 1e-7);
  return grains.length > 0 ? grains.reduce((a, b) => (power(b) < power(a) ? b : a)) : null;
};

/** Backgrounds of people's own devices: 200 ms grains at equal level, cross-faded by half. */
export const device = (recordings: readonly Float32Array[]): Noise => {
  const grains = recordings.flatMap((recording) => quietestGrain(recording) ?? []);
  return (length, random) => {
    const mixed = new Float32Array(length);
    for (let from = 0; from < length; from += GRAIN / 2) {
      const grain = grains[Math.floor(random() * grains.length)]!;
      const gain = 1 / Math.sqrt(power(grain) / GRAIN);
      for (let index = 0; index < GRAIN && from + index < length; index += 1) {
        mixed[from + index]! += gain * grain[index]! * Math.sin((Math.PI * (index + 0.5)) / GRAIN);
      }
    }
    return mixed;
  };
};
