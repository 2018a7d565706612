import type { Clause } from '../clause/clause.js';
import { HeshengError } from '../errors.js';
import { type Dependencies, now } from './dependencies.js';
import { recordAudit } from './record-audit.js';
import { requirePhrases, requireReadable } from './require-readable.js';
import { documentHash } from './sha256.js';

/** Stores a clause version; the same again is a no-op, another content under its number CLAUSE_EXISTS. */
export const putClause =
  (deps: Pick<Dependencies, 'store' | 'clock'>) =>
  async (clause: Clause): Promise<{ readonly created: boolean }> => {
    requireReadable(clause.text, clause.criticalTerms, { slots: clause.slots });
    if (clause.answer) requirePhrases(clause.answer);
    const contentHash = documentHash(clause);
    return deps.store.transaction(async (tx) => {
      if (!(await tx.clauses.insert(clause, now(deps)))) {
        const stored = await tx.clauses.find(clause.id, clause.version);
        if (stored !== null && documentHash(stored) === contentHash) return { created: false };
        throw new HeshengError('CLAUSE_EXISTS', 'A version never changes: store this text as the next version.');
      }
      await recordAudit(tx, {
        recordedAt: now(deps),
        actor: { kind: 'service' },
        action: 'clause.created',
        subject: { kind: 'clause', id: `${clause.id}@${clause.version}` },
        detail: { contentHash },
      });
      return { created: true };
    });
  };
