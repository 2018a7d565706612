import { createHash } from 'node:crypto';
import type { Dataset, Utterance } from '../dataset/utterance.js';
import { seededRandom } from '../seeded-random.js';
import { type AlterationKind, alterClause, type Edit } from './alterations.js';

/** Not an alteration of the clause: what was recorded is itself a misreading of it. */
export const RECORDED = 'recorded_misreading';
export const HONEST = 'honest';
export type CaseKind = typeof HONEST | typeof RECORDED | AlterationKind;

/** One clause to be judged against one recording. */
export interface Case {
  /** The same for the same recording, kind and clause, whatever else is measured. */
  readonly id: string;
  readonly kind: CaseKind;
  readonly clause: string;
  readonly criticalTerms: readonly string[];
  /** Differences between clause and recording, if they are known; none for an honest reading. */
  readonly edits: readonly Edit[] | null;
  /** The clause version before this one; null when the judge does not know it. */
  readonly previous: string | null;
}

/** A number from a text, for a random sequence of its own: so what is drawn does not depend on what else is measured. */
const seedOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32LE(0);

const caseOf = (
  utterance: Utterance,
  kind: CaseKind,
  clause: string,
  edits: readonly Edit[] | null,
  previous: string | null = null,
): Case => ({
  id: `${utterance.id}#${kind}#${createHash('sha256').update(clause).digest('hex').slice(0, 8)}`,
  kind,
  clause,
  criticalTerms: utterance.criticalTerms.filter((term) => clause.includes(term)),
  edits,
  previous,
});

/** Clauses of a data set that words for alterations come from. */
export const clausesOf = ({ utterances }: Dataset): readonly string[] => [
  ...new Set(utterances.flatMap(({ transcript }) => transcript ?? [])),
];

/**
 * The clause as it is, and altered so that the recording does not say it. A recorded misreading has one case: its clause
 * as it is, which must not pass. Without a transcript there are none.
 */
export const casesOf = (utterance: Utterance, clauses: readonly string[], seed: number): readonly Case[] => {
  const { transcript, deviation, id } = utterance;
  if (transcript === null) return [];
  if (deviation !== null) return [caseOf(utterance, RECORDED, transcript, null)];
  const others = clauses.filter((text) => text !== transcript);
  const altered = alterClause(transcript, others, seededRandom(seedOf(`${seed} ${id}`)));
  return [
    caseOf(utterance, HONEST, transcript, []),
    ...altered.map(({ kind, text, edits, previous }) => caseOf(utterance, kind, text, edits, previous)),
  ];
};
