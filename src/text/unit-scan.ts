import { characterClass } from './character-class.js';
import { dateRule } from './date-rule.js';
import { digitsRule } from './digits-rule.js';
import { latinRule, levelRule } from './latin-rule.js';
import { listMarkerRule } from './list-marker-rule.js';
import { moneySignRule, quantityRule, ratioRule } from './number-rule.js';
import { signRule } from './sign-rule.js';
import type { Piece, ScanPoint, UnitDraft, UnitRule } from './unit-draft.js';
import { writtenNumeralRule } from './written-numeral-rule.js';

/** Rules by the class of the character that a unit starts with; the first that answers wins. */
const RULES: Readonly<Record<ReturnType<typeof characterClass>, readonly UnitRule[]>> = {
  digit: [listMarkerRule, dateRule, digitsRule, ratioRule, quantityRule],
  latin: [moneySignRule, levelRule, latinRule],
  han: [listMarkerRule, writtenNumeralRule],
  sign: [moneySignRule, signRule],
  silent: [signRule, quantityRule],
  control: [],
  foreign: [],
};

const tryRules = (rules: readonly UnitRule[], point: ScanPoint): UnitDraft | null => {
  for (const rule of rules) {
    const unit = rule(point);
    if (unit !== null) return unit;
  }
  return null;
};

/** Plain text: one way to say it, character by character. */
const plainUnit = (text: string, start: number, end: number, mergeable: ReadonlySet<number>): UnitDraft => {
  const pieces: Piece[] = [];
  let at = start;
  for (const said of text.slice(start, end)) {
    const source = { start: at, end: at + said.length };
    pieces.push(mergeable.has(at) ? { said, source, optional: true } : { said, source });
    at = source.end;
  }
  return { kind: 'text', source: { start, end }, alternatives: [pieces] };
};

/**
 * Cuts folded text into units in reading order. `readable` tells whether the character at an offset has a reading; one
 * that has none ends the plain text around it and is left out.
 */
export const scanUnits = (
  text: string,
  mergeable: ReadonlySet<number>,
  readable: (offset: number) => boolean,
): readonly UnitDraft[] => {
  const units: UnitDraft[] = [];
  let plainStart = -1;
  const flush = (end: number): void => {
    if (plainStart >= 0) units.push(plainUnit(text, plainStart, end, mergeable));
    plainStart = -1;
  };
  for (let at = 0; at < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(at)!);
    const kind = characterClass(character);
    const last = plainStart >= 0 ? undefined : units.at(-1);
    const previous = last && text.slice(last.source.end, at).trim() === '' ? last : null;
    const unit = tryRules(RULES[kind], { text, at, previous });
    if (unit !== null) {
      flush(at);
      units.push(unit);
      at = unit.source.end;
      continue;
    }
    if (kind !== 'han' || !readable(at)) flush(at);
    else if (plainStart < 0) plainStart = at;
    at += character.length;
  }
  flush(text.length);
  return units;
};
