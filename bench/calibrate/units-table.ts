import type { Column, Table } from '../report/result.js';
import { unitsNeeded } from './upper-bound.js';

const BOUNDS = [0.05, 0.02, 0.01, 0.005, 0.001] as const;

const count = (title: string): Column => ({ title, unit: 'count' });

/** How many speakers (or readings) a bound takes, without a false pass and with one or two. */
export const unitsTable = (confidence: number, certifyShare: number): Table => ({
  type: 'table',
  title: `Speakers (or readings) that state a false-pass bound at ${100 * confidence} % confidence`,
  columns: [
    { title: 'Bound', unit: 'share' },
    count('to certify, no false pass'),
    count('one errs in a tenth of its clauses'),
    count('one errs in all of them'),
    count(`development data, ${100 * certifyShare} % of which certify`),
  ],
  rows: BOUNDS.map((bound) => {
    const needed = [[], [0.1], [1]].map((erring) => unitsNeeded(bound, confidence, erring));
    return [bound, ...needed, Math.ceil(needed[0]! / certifyShare)];
  }),
  note: 'The last column is for no false pass.',
});
