import { type CharacterClass, characterClass } from '../text/character-class.js';
import { foldText } from '../text/folded-text.js';
import type { SpokenForm, TextSpan } from '../text/spoken-form.js';
import { preferredTokens, toSpokenForm } from '../text/to-spoken-form.js';
import type { SlotKind } from './clause.js';
import { findCriticalTerms, placesOf } from './critical-terms.js';
import { slotPlaces, strayBraces } from './slot-template.js';
import { toneProblems } from './tone-problems.js';

export type ClauseProblemCode =
  | 'EMPTY'
  | 'TOO_LONG'
  | 'UNREADABLE_CHARACTER'
  | 'CONTROL_CHARACTER'
  | 'SIGN_NOT_READ'
  | 'LATIN_APPROXIMATE'
  | 'SLOT_UNCLOSED'
  | 'SLOT_UNDECLARED'
  | 'MARKED_TERM_ABSENT'
  | 'TONE_ONLY_CONTRARY';

/** Something about a clause that its author should mend (error) or know (warning). */
export interface ClauseProblem {
  readonly code: ClauseProblemCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly span: TextSpan;
}

export interface LintOptions {
  /** Most syllables that a clause may have, slots not counted. */
  readonly maxTokens: number;
  /** Declared slots; absent when the text is no template's. */
  readonly slots?: Readonly<Record<string, SlotKind>>;
}

/** Above the 2,000 characters that a request may have: numbers are longer spoken than written. */
export const LINT_DEFAULTS: LintOptions = { maxTokens: 3_000 };
const MOST_PROBLEMS = 100;

const problem = (
  code: ClauseProblemCode,
  severity: ClauseProblem['severity'],
  message: string,
  span: TextSpan,
): ClauseProblem => ({ code, severity, message, span });

const at = (start: number, length = 1): TextSpan => ({ start, end: start + length });

/** Slots are read once filled: blank them out, offsets kept. */
const withoutSlots = (text: string): string =>
  slotPlaces(text).reduce((rest, { source }) => {
    const blank = ' '.repeat(source.end - source.start);
    return rest.slice(0, source.start) + blank + rest.slice(source.end);
  }, text);

const lengthProblems = (form: SpokenForm, hasSlots: boolean, maxTokens: number): readonly ClauseProblem[] => {
  const whole = { start: 0, end: form.text.length };
  const count = preferredTokens(form).length;
  if (count === 0 && !hasSlots) return [problem('EMPTY', 'error', 'There is nothing to read aloud', whole)];
  if (count <= maxTokens) return [];
  return [problem('TOO_LONG', 'error', `The clause has ${count} syllables; at most ${maxTokens} are allowed`, whole)];
};

/** Which characters a unit speaks for. */
const coverage = (form: SpokenForm): Uint8Array => {
  const covered = new Uint8Array(form.text.length);
  for (const { source } of form.units) covered.fill(1, source.start, source.end);
  return covered;
};

/** Marks that stand silently in ordinary prose. */
const QUIET_SIGN = /[/~<>=+]/;

const characterProblem = (kind: CharacterClass, character: string, span: TextSpan): ClauseProblem | null => {
  if (kind === 'control') return problem('CONTROL_CHARACTER', 'error', 'An invisible or control character', span);
  if (kind === 'silent' || (kind === 'sign' && QUIET_SIGN.test(character))) return null;
  if (kind === 'sign') return problem('SIGN_NOT_READ', 'warning', `The sign ${character} is not read here`, span);
  return problem('UNREADABLE_CHARACTER', 'error', `The character ${character} has no Mandarin reading`, span);
};

/** A sign beside a slot (¥{amount}) is read with the value that will stand there. */
const besideSlot = (template: string, { start, end }: TextSpan): boolean =>
  template[start - 1] === '}' || template[end] === '{';

const characterProblems = (form: SpokenForm, template: string): readonly ClauseProblem[] => {
  const folded = foldText(form.text);
  const covered = coverage(form);
  const problems: ClauseProblem[] = [];
  let offset = 0;
  for (const character of folded) {
    const span = at(offset, character.length);
    const found = covered[offset] === 1 ? null : characterProblem(characterClass(character), character, span);
    if (found && !(found.code === 'SIGN_NOT_READ' && besideSlot(template, span))) problems.push(found);
    offset = span.end;
  }
  return problems;
};

const LATIN_MESSAGE = 'Latin letters are matched by an approximation of their Chinese letter names';

const latinProblems = (folded: string): readonly ClauseProblem[] =>
  Array.from(folded.matchAll(/[A-Za-z]+/g), (match) =>
    problem('LATIN_APPROXIMATE', 'warning', LATIN_MESSAGE, at(match.index, match[0].length)),
  );

const slotProblems = (text: string, slots: LintOptions['slots']): readonly ClauseProblem[] => [
  ...strayBraces(text).map((start) =>
    problem('SLOT_UNCLOSED', 'error', 'A brace belongs to no slot; write {name}', at(start)),
  ),
  ...slotPlaces(text)
    .filter(({ name }) => slots !== undefined && !Object.hasOwn(slots, name))
    .map(({ name, source }) => problem('SLOT_UNDECLARED', 'error', `The slot ${name} has no kind`, source)),
];

const markedProblems = (folded: string, marked: readonly string[]): readonly ClauseProblem[] =>
  marked
    .filter((phrase) => placesOf(phrase, folded).length === 0)
    .map((phrase) =>
      problem('MARKED_TERM_ABSENT', 'error', `The marked term "${phrase}" is not in the clause`, at(0, 0)),
    );

/**
 * What is wrong or noteworthy about a clause (or a template) before anyone reads it, in text order, at most 100. A clause
 * without errors has a spoken form that covers all of it.
 */
export const lintClause = (
  text: string,
  marked: readonly string[],
  options: LintOptions = LINT_DEFAULTS,
): readonly ClauseProblem[] => {
  const plain = withoutSlots(text);
  const form = toSpokenForm(plain);
  const folded = foldText(plain);
  return [
    ...lengthProblems(form, slotPlaces(text).length > 0, options.maxTokens),
    ...slotProblems(text, options.slots),
    ...markedProblems(foldText(text), marked),
    ...characterProblems(form, text),
    ...latinProblems(folded),
    ...toneProblems(form, findCriticalTerms(form, marked)).map(({ message, span }) =>
      problem('TONE_ONLY_CONTRARY', 'warning', message, span),
    ),
  ]
    .sort((a, b) => a.span.start - b.span.start)
    .slice(0, MOST_PROBLEMS);
};
