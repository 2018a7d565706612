import { allowed, classOf } from './case.js';
import type { GoldenVerdicts } from './golden-verdicts.js';
import type { Outcome } from './run-gate.js';

const byRule = ({ of, verdict, reasons }: Outcome): string | null => {
  if (of.gap) {
    return verdict === of.gap.verdict
      ? null
      : `the known gap gives ${verdict} instead of ${of.gap.verdict}: move the case out of known-gaps.ts`;
  }
  // A technical fault has no verdict: nobody passes by it, but no fair reading may meet with one.
  const fine = verdict === 'none' ? of.side === 'adversarial' : allowed(of).includes(verdict);
  if (!fine) return `no ${of.side} case may be ${verdict === 'none' ? 'left without a verdict' : verdict}`;
  const wanted = of.reasons ?? [];
  const named = wanted.length === 0 || wanted.some((code) => reasons.includes(code));
  return named ? null : `none of its reasons is ${wanted.join(' or ')}`;
};

const byGolden = ({ of, verdict }: Outcome, golden: GoldenVerdicts): string | null => {
  if (of.side !== 'fair' || of.gap) return null;
  const before = golden[of.id];
  if (before === undefined) return 'it has no committed verdict: UPDATE_GOLDEN=1 writes it';
  return before === 'pass' && verdict === 'review'
    ? 'it passed before: if this is on purpose, UPDATE_GOLDEN=1 and a line tagged [verdict] in CHANGELOG.md'
    : null;
};

/** What is wrong with an outcome, or null. */
export const violation = (outcome: Outcome, golden: GoldenVerdicts): string | null =>
  byRule(outcome) ?? byGolden(outcome, golden);

export interface ClassCount {
  readonly name: string;
  readonly side: string;
  readonly pass: number;
  readonly review: number;
  readonly fail: number;
  readonly none: number;
}

/** Outcomes of each class, known gaps left out. */
export const countsOf = (outcomes: readonly Outcome[]): readonly ClassCount[] => {
  const judged = outcomes.filter(({ of }) => !of.gap);
  const names = [...new Set(judged.map(({ of }) => `${of.side} ${classOf(of)}`))];
  return names.map((key) => {
    const own = judged.filter(({ of }) => `${of.side} ${classOf(of)}` === key);
    const count = (verdict: Outcome['verdict']): number => own.filter((one) => one.verdict === verdict).length;
    const [side, name] = key.split(' ') as [string, string];
    return { name, side, pass: count('pass'), review: count('review'), fail: count('fail'), none: count('none') };
  });
};
