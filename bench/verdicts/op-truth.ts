import type { TokenEvidence, TokenOp } from '../../src/verdict/evidence.js';
import { isClauseToken } from '../../src/verdict/witnesses.js';
import type { Edit } from './alterations.js';

/** Ops that say that something was not read as written. */
export const TRUE_OPS = ['deletion', 'substitution', 'insertion'] as const;
export type TrueOp = (typeof TRUE_OPS)[number];

/** Tokens of one case by op: how many the edit makes, how many the evidence has, how many of these are right. */
export interface OpCount {
  readonly truth: number;
  readonly found: number;
  readonly right: number;
}
export type OpCounts = Readonly<Record<TrueOp | 'not_as_written', OpCount>>;

/** UTF-16 offset of every code point, and the end. */
const offsets = (text: string): readonly number[] => {
  const found: number[] = [];
  let at = 0;
  for (const character of text) {
    found.push(at);
    at += character.length;
  }
  return [...found, at];
};

/** What every clause character became, by UTF-16 offset: of so many characters asked for and said, the first ones pair up. */
const truthByOffset = (clause: string, edits: readonly Edit[]): ReadonlyMap<number, TrueOp> => {
  const places = offsets(clause);
  const truth = new Map<number, TrueOp>();
  for (const { at, unsaid, said } of edits) {
    for (let k = 0; k < unsaid; k++) truth.set(places[at + k]!, k < said ? 'substitution' : 'deletion');
  }
  return truth;
};

const FLAGGED: readonly TokenOp[] = ['deletion', 'substitution', 'unsure'];

const overlap = (truth: number, found: number): OpCount => ({ truth, found, right: Math.min(truth, found) });

/**
 * Compares the ops of the evidence with what is known of the edit. Deletions and substitutions count where they stand;
 * insertions only by number, as they stand at no character. `not_as_written` counts any of deletion, substitution and
 * unsure as found where the clause was not said. Tokens that sound right by chance (an inserted character like its
 * neighbour) count against the evidence.
 */
export const countOps = (clause: string, edits: readonly Edit[], tokens: readonly TokenEvidence[]): OpCounts => {
  const truth = truthByOffset(clause, edits);
  const rows = tokens
    .filter(isClauseToken)
    .map(({ op, source }) => ({ op, wanted: source && truth.get(source.start) }));
  const placed = (op: TrueOp): OpCount => ({
    truth: rows.filter(({ wanted }) => wanted === op).length,
    found: rows.filter((row) => row.op === op).length,
    right: rows.filter((row) => row.op === op && row.wanted === op).length,
  });
  return {
    deletion: placed('deletion'),
    substitution: placed('substitution'),
    insertion: overlap(
      edits.reduce((sum, { unsaid, said }) => sum + Math.max(0, said - unsaid), 0),
      tokens.filter(({ op }) => op === 'insertion').length,
    ),
    not_as_written: {
      truth: rows.filter(({ wanted }) => wanted).length,
      found: rows.filter(({ op }) => FLAGGED.includes(op)).length,
      right: rows.filter(({ op, wanted }) => wanted && FLAGGED.includes(op)).length,
    },
  };
};
