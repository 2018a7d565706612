/** Power spectrum of real frames of one fixed length; all working memory is made once. */
export interface RealFft {
  readonly size: number;
  /**
   * Reads `size` samples; writes |X[k]|^2 for k = 0 .. size/2 into `power` (length size/2 + 1), without any scaling.
   * Bin k lies at k * sampleRate / size.
   */
  powerSpectrum(frame: Float32Array | Float64Array, power: Float64Array): void;
  /**
   * Transform of an even sequence, given by its values 0 .. size/2 (`half`, length size/2 + 1): it is real and even too.
   * Writes places 0 .. size/2 into `out`, without any scaling. Of a power spectrum it is size times the autocorrelation.
   */
  evenTransform(half: Float64Array, out: Float64Array): void;
}

function bitReversal(n: number): Uint16Array {
  const order = new Uint16Array(n);
  for (let i = 1; i < n; i++) order[i] = (order[i >> 1]! >> 1) | (i & 1 ? n >> 1 : 0);
  return order;
}

/** cos and sin of 2 pi k / n for k < n / 2. */
function twiddles(n: number): { readonly cos: Float64Array; readonly sin: Float64Array } {
  const angles = Float64Array.from({ length: n / 2 }, (_, k) => (2 * Math.PI * k) / n);
  return { cos: angles.map(Math.cos), sin: angles.map(Math.sin) };
}

/** In-place radix-2 decimation in time (Cooley-Tukey) on bit-reversed input. */
function complexFft(re: Float64Array, im: Float64Array, cos: Float64Array, sin: Float64Array): void {
  const n = re.length;
  for (let half = 1; half < n; half *= 2) {
    const stride = n / (2 * half);
    for (let start = 0; start < n; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const a = start + k;
        const b = a + half;
        const c = cos[k * stride]!;
        const s = sin[k * stride]!;
        const tr = c * re[b]! + s * im[b]!;
        const ti = c * im[b]! - s * re[b]!;
        re[b] = re[a]! - tr;
        im[b] = im[a]! - ti;
        re[a] = re[a]! + tr;
        im[a] = im[a]! + ti;
      }
    }
  }
}

/**
 * Real FFT by one complex FFT of half the length: z[m] = x[2m] + i x[2m+1], then
 * X[k] = (Z[k] + conj Z[h-k]) / 2 - i e^(-2 pi i k / size) (Z[k] - conj Z[h-k]) / 2 with h = size / 2
 * (Numerical Recipes, 12.3). `size` is a power of two, at least 4; throws RangeError otherwise.
 */
export function createRealFft(size: number): RealFft {
  if (size < 4 || size > 2 ** 16 || (size & (size - 1)) !== 0) throw new RangeError('FFT size must be a power of two');
  const half = size / 2;
  const order = bitReversal(half);
  const inner = twiddles(half);
  const outer = twiddles(size);
  const re = new Float64Array(half);
  const im = new Float64Array(half);

  /** Real part of place k, 0 < k < size / 2. */
  const binReal = (k: number): number => {
    const or = (im[k]! + im[half - k]!) / 2;
    const oi = (re[half - k]! - re[k]!) / 2;
    return (re[k]! + re[half - k]!) / 2 + outer.cos[k]! * or + outer.sin[k]! * oi;
  };

  const binPower = (k: number): number => {
    const zr = re[k]!;
    const zi = im[k]!;
    const yr = re[half - k]!;
    const yi = -im[half - k]!;
    const er = (zr + yr) / 2;
    const ei = (zi + yi) / 2;
    const or = (zi - yi) / 2;
    const oi = (yr - zr) / 2;
    const c = outer.cos[k]!;
    const s = outer.sin[k]!;
    return (er + c * or + s * oi) ** 2 + (ei + c * oi - s * or) ** 2;
  };

  return {
    size,
    powerSpectrum(frame, power) {
      for (let m = 0; m < half; m++) {
        const at = order[m]! * 2;
        re[m] = frame[at]!;
        im[m] = frame[at + 1]!;
      }
      complexFft(re, im, inner.cos, inner.sin);
      power[0] = (re[0]! + im[0]!) ** 2;
      power[half] = (re[0]! - im[0]!) ** 2;
      for (let k = 1; k < half; k++) power[k] = binPower(k);
    },
    evenTransform(values, out) {
      for (let m = 0; m < half; m++) {
        const at = order[m]! * 2;
        re[m] = values[Math.min(at, size - at)]!;
        im[m] = values[Math.min(at + 1, size - at - 1)]!;
      }
      complexFft(re, im, inner.cos, inner.sin);
      out[0] = re[0]! + im[0]!;
      out[half] = re[0]! - im[0]!;
      for (let k = 1; k < half; k++) out[k] = binReal(k);
    },
  };
}
