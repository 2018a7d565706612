import type { Reference } from './spoken-reference.js';

/** One step of the alignment; `said` is null for an insertion, `heard` for a deletion. */
export interface Step {
  readonly said: string | null;
  readonly heard: string | null;
}

/** Counting follows the field: N said, C correct, S substituted, D deleted, I inserted. */
export interface Counts {
  readonly n: number;
  readonly c: number;
  readonly s: number;
  readonly d: number;
  readonly i: number;
}

export const errorsOf = ({ s, d, i }: Counts): number => s + d + i;

interface State {
  readonly cost: number;
  readonly step: Step | null;
  readonly before: State | null;
}

const START: State = { cost: 0, step: null, before: null };

const then = (before: State, said: string | null, heard: string | null): State => ({
  cost: before.cost + (said === heard ? 0 : 1),
  step: { said, heard },
  before,
});

const cheaper = (a: State, b: State): State => (b.cost < a.cost ? b : a);

/**
 * `states[j]`: the cheapest way to explain the first j heard symbols by what was said so far.
 *
 *     said ->   states[j-1]   states[j]        match or substitution: from states[j-1]
 *               next[j-1]  -> next[j]          deletion: from states[j], insertion: from next[j-1]
 */
const say = (symbol: string, states: readonly State[], heard: readonly string[]): readonly State[] => {
  const next: State[] = [then(states[0]!, symbol, null)];
  heard.forEach((other, at) => {
    const diagonal = then(states[at]!, symbol, other);
    const deleted = then(states[at + 1]!, symbol, null);
    next.push(cheaper(cheaper(diagonal, deleted), then(next[at]!, null, other)));
  });
  return next;
};

const advance = (reference: Reference, states: readonly State[], heard: readonly string[]): readonly State[] => {
  if (typeof reference === 'string') return say(reference, states, heard);
  if ('all' in reference) return reference.all.reduce((from, one) => advance(one, from, heard), states);
  const [first, ...others] = reference.any.map((one) => advance(one, states, heard));
  return others.reduce((best, other) => best.map((state, at) => cheaper(state, other[at]!)), first ?? states);
};

/** The cheapest alignment of what was heard with any legal way to say the reference, in speaking order. */
export const alignSymbols = (reference: Reference, heard: readonly string[]): readonly Step[] => {
  const unsaid: State[] = [START];
  for (const other of heard) unsaid.push(then(unsaid.at(-1)!, null, other));
  const states = advance(reference, unsaid, heard);
  const steps: Step[] = [];
  for (let state: State | null = states.at(-1)!; state?.step; state = state.before) steps.push(state.step);
  return steps.reverse();
};

export const countSteps = (steps: readonly Step[]): Counts => {
  const counts = { n: 0, c: 0, s: 0, d: 0, i: 0 };
  for (const { said, heard } of steps) {
    if (said !== null) counts.n++;
    if (said === heard) counts.c++;
    else if (said === null) counts.i++;
    else if (heard === null) counts.d++;
    else counts.s++;
  }
  return counts;
};

export const addCounts = (all: readonly Counts[]): Counts =>
  all.reduce((a, b) => ({ n: a.n + b.n, c: a.c + b.c, s: a.s + b.s, d: a.d + b.d, i: a.i + b.i }), {
    n: 0,
    c: 0,
    s: 0,
    d: 0,
    i: 0,
  });

/** Errors over what was said; NaN when nothing was. May exceed 1. */
export const errorRate = (counts: Counts): number => (counts.n === 0 ? Number.NaN : errorsOf(counts) / counts.n);
