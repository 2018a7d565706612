/**
 * 0 pass (or done) · 1 technical: bad usage, configuration, audio or engine; there is no verdict · 10 review · 11 fail.
 * Verdicts have codes of their own, so that a script never takes a technical fault for one. A replay ends with 0 when the
 * verdict came out as recorded, 12 when it did not, 13 when only the voice could not be compared again.
 */
export const EXIT = {
  pass: 0,
  technical: 1,
  review: 10,
  fail: 11,
  identical: 0,
  different: 12,
  incomplete: 13,
} as const;
