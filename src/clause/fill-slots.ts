import { HeshengError } from '../errors.js';
import type { Clause } from './clause.js';
import { slotPlaces, strayBraces } from './slot-template.js';
import { fitsSlot } from './slot-value.js';

type Template = Pick<Clause, 'text' | 'slots'>;

const checkTemplate = ({ text, slots }: Template): void => {
  if (strayBraces(text).length > 0) throw new HeshengError('CLAUSE_INVALID', 'a brace belongs to no {slot}');
  const undeclared = slotPlaces(text).find(({ name }) => !Object.hasOwn(slots, name));
  if (undeclared) throw new HeshengError('CLAUSE_INVALID', `slot ${undeclared.name} has no kind`);
};

const checkValues = ({ text, slots }: Template, values: Readonly<Record<string, string>>): void => {
  const names = new Set(slotPlaces(text).map(({ name }) => name));
  const unknown = Object.keys(values).find((name) => !names.has(name));
  if (unknown !== undefined)
    throw new HeshengError('SLOT_INVALID', 'a value was sent for a slot that the clause lacks');
  for (const name of names) {
    if (!Object.hasOwn(values, name)) throw new HeshengError('SLOT_MISSING', `slot ${name}`);
    if (!fitsSlot(slots[name]!, values[name]!))
      throw new HeshengError('SLOT_INVALID', `slot ${name} is no ${slots[name]}`);
  }
};

/** Puts each value in its places once; a place without a value stays. Values are not checked. */
export const fillPhrase = (template: string, values: Readonly<Record<string, string>>): string => {
  let filled = '';
  let at = 0;
  for (const { name, source } of slotPlaces(template)) {
    const value = Object.hasOwn(values, name) ? values[name]!.trim() : template.slice(source.start, source.end);
    filled += template.slice(at, source.start) + value;
    at = source.end;
  }
  return filled + template.slice(at);
};

/**
 * The clause with its `{slot}` places filled, each with its trimmed value. Values are put in once and never read as a
 * template. Errors: CLAUSE_INVALID (stray brace, slot without a kind), SLOT_MISSING, SLOT_INVALID; none repeats a value.
 * Marked terms that hold a slot are filled with `fillPhrase` afterwards.
 */
export const fillSlots = (clause: Template, values: Readonly<Record<string, string>>): string => {
  checkTemplate(clause);
  checkValues(clause, values);
  return fillPhrase(clause.text, values);
};
