import { foldText } from '../text/folded-text.js';
import type { SpokenForm, TextSpan, UnitKind } from '../text/spoken-form.js';
import { spansOverlap } from '../text/text-span.js';
import type { CriticalTerm, TermKind } from './clause.js';
import { negatedPhrases } from './negation.js';

const KIND_OF_UNIT: Readonly<Record<UnitKind, TermKind | null>> = {
  text: null,
  number: 'number',
  amount: 'amount',
  rate: 'rate',
  date: 'date',
  digits: 'number',
  level: 'number',
};

interface Found {
  readonly kind: TermKind;
  readonly source: TextSpan;
}

/** A negated phrase stays inside the unit of its negation: 不超过 of 不超过五万元. */
const withinUnit = (span: TextSpan, form: SpokenForm): TextSpan => {
  const unit = form.units.find(({ source }) => source.start <= span.start && span.start < source.end);
  return unit ? { start: span.start, end: Math.min(span.end, unit.source.end) } : span;
};

const negations = (form: SpokenForm, folded: string): readonly Found[] =>
  negatedPhrases(folded).map((span) => ({ kind: 'negation', source: withinUnit(span, form) }));

const quantities = (form: SpokenForm): readonly Found[] =>
  form.units.flatMap(({ kind, source }) => {
    const term = KIND_OF_UNIT[kind];
    return term === null ? [] : [{ kind: term, source }];
  });

/** Every place of a phrase in a folded text, without overlaps. */
export const placesOf = (phrase: string, folded: string): readonly TextSpan[] => {
  const wanted = foldText(phrase.trim());
  const places: TextSpan[] = [];
  if (wanted === '') return places;
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    places.push({ start: at, end: at + wanted.length });
  }
  return places;
};

/** Joins neighbours of one kind that overlap; a marked phrase that is exactly a found term adds nothing and goes. */
const merged = (found: readonly Found[]): readonly Found[] => {
  const kept: Found[] = [];
  for (const term of found) {
    const at = kept.findIndex((other) => other.kind === term.kind && spansOverlap(other.source, term.source));
    const twin = kept.some(({ source }) => source.start === term.source.start && source.end === term.source.end);
    if (at < 0 && !twin) kept.push(term);
    if (at < 0) continue;
    const { start, end } = kept[at]!.source;
    kept[at] = {
      kind: term.kind,
      source: { start: Math.min(start, term.source.start), end: Math.max(end, term.source.end) },
    };
  }
  return kept;
};

/**
 * The terms of a clause that have their own gate, in text order: negated phrases, numbers, amounts, rates, dates, and
 * every occurrence of each marked phrase. Terms of different kinds may overlap or nest (a marked phrase that holds an
 * amount): the amount still has its own near misses. Terms of one kind that overlap become one. A marked phrase that the
 * text lacks is a matter for `lintClause`.
 */
export const findCriticalTerms = (form: SpokenForm, marked: readonly string[]): CriticalTerm[] => {
  const folded = foldText(form.text);
  const wanted = marked
    .flatMap((phrase) => placesOf(phrase, folded))
    .map((source): Found => ({ kind: 'marked', source }));
  return [...merged([...quantities(form), ...negations(form, folded), ...wanted])]
    .sort((a, b) => a.source.start - b.source.start || b.source.end - a.source.end)
    .map(({ kind, source }) => ({ kind, source, text: form.text.slice(source.start, source.end) }));
};
