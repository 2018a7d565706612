import type { TextSpan } from '../text/spoken-form.js';

/** One `{name}` place of a template. */
export interface SlotPlace {
  readonly name: string;
  readonly source: TextSpan;
}

const PLACE = /\{([A-Za-z][A-Za-z0-9_]{0,39})\}/g;
const BRACE = /[{}]/g;

/** The slots of a template in text order; one name may have several places. */
export const slotPlaces = (template: string): readonly SlotPlace[] =>
  Array.from(template.matchAll(PLACE), (match) => ({
    name: match[1]!,
    source: { start: match.index, end: match.index + match[0].length },
  }));

/** Offsets of braces that belong to no slot. */
export const strayBraces = (template: string): readonly number[] => {
  const places = slotPlaces(template);
  return Array.from(template.matchAll(BRACE), ({ index }) => index).filter(
    (at) => !places.some(({ source }) => source.start <= at && at < source.end),
  );
};
