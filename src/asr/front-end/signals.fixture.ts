/** The signals of scripts/front-end-reference/make_reference.py, as whole 16-bit numbers. */
const noise = (length: number, amplitude: number): number[] => {
  let state = 12_345;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return ((state >>> 16) - 32_768) * amplitude;
  });
};

const chirp = (length: number): number[] =>
  noise(length, 0.01).map((hiss, n) =>
    Math.round(6_000 * Math.sin((2 * Math.PI * (200 + 0.9 * n) * n) / 16_000) + hiss),
  );

const burst = (): number[] => {
  const samples = new Array<number>(1_040).fill(0);
  for (const [n, value] of noise(120, 0.9).entries()) samples[500 + n] = Math.round(value);
  return samples;
};

export const SIGNALS: Readonly<Record<string, readonly number[]>> = {
  chirp: chirp(1_700),
  loud: noise(1_000, 0.999).map(Math.round),
  faint: noise(1_000, 0.0001).map((value) => Math.round(value) + 3),
  silence: new Array<number>(800).fill(0),
  burst: burst(),
  short: chirp(170),
};

/** As Hesheng has samples: -1 to 1. */
export const samplesOf = (signal: readonly number[]): Float32Array =>
  Float32Array.from(signal, (value) => value / 32_768);
