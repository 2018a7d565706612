import { numberNeighbours } from '../../text/number-neighbours.js';
import type { SpokenUnit } from '../../text/spoken-form.js';
import type { MissContext, MissFamily, NearMiss } from '../near-miss.js';
import { type NumeralRun, numeralRuns } from '../numerals.js';
import { isCounting, textFrom } from './counted.js';

const PART = '分之';

const unitOf = ({ start }: NumeralRun, { form, tokens }: MissContext): SpokenUnit | undefined => {
  const { source } = tokens[start]!;
  return form.units.find((unit) => unit.source.start <= source.start && source.end <= unit.source.end);
};

/** The denominator of a rate or fraction; 百 千 万 there are exchanged one for one. */
const isDenominator = (run: NumeralRun, context: MissContext): boolean => textFrom(context, run.end, 2) === PART;

const changedValues = (run: NumeralRun, context: MissContext): readonly NearMiss[] => {
  const kind = unitOf(run, context)?.kind;
  if (isDenominator(run, context) || (kind !== 'number' && kind !== 'amount' && kind !== 'rate')) return [];
  return numberNeighbours(run.characters, isCounting(run, context)).map((marks) => ({
    kind: 'number_changed',
    start: run.start,
    end: run.end,
    replacement: marks.map((mark) => context.make.syllable(mark, context.tokens[run.start]!)),
    prior: 0,
  }));
};

/** 百分之三点五 as 三点五. */
const withoutPart = (run: NumeralRun, context: MissContext): readonly NearMiss[] =>
  isDenominator(run, context) && unitOf(run, context)?.kind === 'rate'
    ? [{ kind: 'unit_changed', start: run.start, end: run.end + PART.length, replacement: [], prior: 0, label: 'rate' }]
    : [];

/**
 * Numbers, amounts and rates with another value: the point moved, 万 or 千 dropped or added, a digit left out. Dates and
 * codes have no neighbours by value; their digits are exchanged one by one.
 */
export const valueMisses: MissFamily = (context) =>
  numeralRuns(context.tokens.map(({ character }) => character)).flatMap((run) => [
    ...changedValues(run, context),
    ...withoutPart(run, context),
  ]);
