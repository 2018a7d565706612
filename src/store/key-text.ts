const UNSAFE = /[\0\\]|\p{Surrogate}/gu;

/**
 * Callers' ids as column values. Databases cut text at NUL and fold lone surrogates into one replacement character, so
 * two different ids could become one row. These characters (and the backslash itself) are written as `\uXXXX`; all other
 * text is stored as it is. `fromKeyText(toKeyText(id)) === id` for every string.
 */
export const toKeyText = (id: string): string =>
  id.replace(UNSAFE, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const fromKeyText = (text: string): string =>
  text.replace(/\\u([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
