import type { ShadowTally } from '../store/shadow-store.js';
import type { VerdictName } from '../verdict/verdict.js';
import { type Interval, wilson } from './wilson.js';

const VERDICTS = ['pass', 'review', 'fail'] as const satisfies readonly VerdictName[];

/** How the verdicts of one pack in the shadow compare with those that were given. */
export interface ShadowReport {
  readonly packId: string;
  readonly packSha256: string;
  readonly readings: number;
  /** Counts: verdict that was given -> verdict of the shadow. */
  readonly matrix: Readonly<Record<VerdictName, Readonly<Record<VerdictName, number>>>>;
  readonly differing: number;
  /** Share of readings that differ, null without readings, with its 95 % interval. */
  readonly share: number | null;
  readonly interval: Interval;
  readonly dropped: number;
  readonly failed: number;
}

export const shadowReport = ({ packId, packSha256, verdicts, dropped, failed }: ShadowTally): ShadowReport => {
  const count = (verdict: VerdictName, shadow: VerdictName): number =>
    verdicts.find((cell) => cell.verdict === verdict && cell.shadowVerdict === shadow)?.count ?? 0;
  const row = (verdict: VerdictName) => ({
    pass: count(verdict, 'pass'),
    review: count(verdict, 'review'),
    fail: count(verdict, 'fail'),
  });
  const readings = verdicts.reduce((sum, cell) => sum + cell.count, 0);
  const differing = readings - VERDICTS.reduce((sum, verdict) => sum + count(verdict, verdict), 0);
  return {
    packId,
    packSha256,
    readings,
    matrix: { pass: row('pass'), review: row('review'), fail: row('fail') },
    differing,
    share: readings === 0 ? null : differing / readings,
    interval: wilson(differing, readings),
    dropped,
    failed,
  };
};
