/** Log of zero. Finite, so that differences of two of them are never NaN. */
export const LOG_ZERO = -1e30;

/** Below this difference the smaller summand changes nothing that matters (e^-30 = 1e-13). */
const NEGLIGIBLE = -30;

/** log(e^a + e^b). */
export const logAdd = (a: number, b: number): number => {
  if (a < b) {
    const d = a - b;
    return d < NEGLIGIBLE ? b : b + Math.log1p(Math.exp(d));
  }
  const d = b - a;
  return d < NEGLIGIBLE ? a : a + Math.log1p(Math.exp(d));
};
