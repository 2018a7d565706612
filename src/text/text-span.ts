import type { TextSpan } from './spoken-form.js';

/** True when two spans share at least one character. */
export const spansOverlap = (a: TextSpan, b: TextSpan): boolean => a.start < b.end && b.start < a.end;
