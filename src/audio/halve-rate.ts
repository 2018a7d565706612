/** Taps on one side of the middle; the half-band filter has zeros at every even distance but 0. */
const REACH = 11;

/** Half-band low pass: windowed sinc (Hann), cut off at a quarter of the sample rate, gain 1. */
const taps = (): Float64Array => {
  const side = Float64Array.from({ length: REACH + 1 }, (_, k) => {
    const sinc = k === 0 ? 0.5 : Math.sin((Math.PI * k) / 2) / (Math.PI * k);
    return sinc * (0.5 + 0.5 * Math.cos((Math.PI * k) / (REACH + 1)));
  });
  const gain = side.reduce((sum, tap, k) => sum + (k === 0 ? tap : 2 * tap), 0);
  return side.map((tap) => tap / gain);
};

const TAPS = taps();

/** One output sample; the signal is taken as zero outside. */
const filtered = (samples: Float32Array, middle: number): number => {
  const inside = middle >= REACH && middle + REACH < samples.length;
  let sum = TAPS[0]! * samples[middle]!;
  for (let k = 1; k <= REACH; k += 2) {
    const left = inside ? samples[middle - k]! : (samples[middle - k] ?? 0);
    const right = inside ? samples[middle + k]! : (samples[middle + k] ?? 0);
    sum += TAPS[k]! * (left + right);
  }
  return sum;
};

/** Every second sample after a low pass. */
export function halveRate(samples: Float32Array): Float32Array {
  const out = new Float32Array(samples.length >> 1);
  for (let i = 0; i < out.length; i++) out[i] = filtered(samples, 2 * i);
  return out;
}
