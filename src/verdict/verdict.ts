/** What the machine concluded about a reading. There is none when it could not judge at all. */
export type VerdictName = 'pass' | 'review' | 'fail';

/** How much one finding weighs. A pass is the absence of findings. */
export type Severity = Exclude<VerdictName, 'pass'>;

const RANK: Readonly<Record<VerdictName, number>> = { pass: 0, review: 1, fail: 2 };

/** Positive when `a` is the worse of the two. */
export const compareSeverity = (a: VerdictName, b: VerdictName): number => RANK[a] - RANK[b];

/** The worst of the findings' severities; `pass` when there are none. */
export const worstOf = (severities: readonly Severity[]): VerdictName =>
  severities.reduce<VerdictName>((worst, next) => (compareSeverity(next, worst) > 0 ? next : worst), 'pass');
