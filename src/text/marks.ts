/**
 * A way to say something, one entry per syllable. An entry lists characters that are interchangeable in that place, the
 * preferred first: 200 is `['二两', '百']`.
 */
export type Marks = readonly string[];

/** Most alternatives that one unit may have; rarer ways beyond it are left out. */
export const MOST_ALTERNATIVES = 16;

/** The characters of a way to say something when the preferred one is taken everywhere. */
export const preferredCharacters = (marks: Marks): string => marks.map((mark) => Array.from(mark)[0]).join('');

export const literal = (characters: string): Marks => Array.from(characters);

/** Every way of the first part followed by every way of the next, and so on, preferred first, at most 16. */
export const product = <T>(parts: readonly (readonly (readonly T[])[])[]): readonly (readonly T[])[] =>
  parts.reduce<readonly (readonly T[])[]>(
    (heads, tails) => heads.flatMap((head) => tails.map((tail) => [...head, ...tail])).slice(0, MOST_ALTERNATIVES),
    [[]],
  );

/** Drops every way whose preferred characters were already listed. */
export const distinct = (ways: readonly Marks[]): readonly Marks[] => {
  const seen = new Set<string>();
  return ways.filter((way) => {
    const key = preferredCharacters(way);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
};
