/**
 * 0 pass (or done) · 1 technical: bad usage, configuration, audio or engine; there is no verdict · 10 review · 11 fail ·
 * 12 a bench comparison found a regression.
 * Verdicts have codes of their own, so that a script never takes a technical fault for one.
 */
export const EXIT = { pass: 0, technical: 1, review: 10, fail: 11, regression: 12 } as const;
