import { HeshengError } from '../errors.js';
import { isToken, keyIdOf, makeToken, tokenHash } from './api-token.js';
import { type Dependencies, now } from './dependencies.js';
import { recordAudit } from './record-audit.js';
import type { ApiKey, UseCases } from './use-cases.js';

type Needs = Pick<Dependencies, 'store' | 'clock' | 'newId' | 'randomBytes'>;

/** The only time that the token is seen; only its hash is stored. */
export const createKey =
  (deps: Needs): UseCases['createKey'] =>
  async (name, scopes) => {
    const key: ApiKey = { id: deps.newId('key'), name, scopes: [...scopes], createdAt: now(deps), revokedAt: null };
    const token = makeToken(key.id, deps.randomBytes);
    await deps.store.transaction(async (tx) => {
      await tx.keys.insert(key, tokenHash(token));
      await recordAudit(tx, {
        recordedAt: key.createdAt,
        actor: { kind: 'service' },
        action: 'key.created',
        subject: { kind: 'key', id: key.id },
        detail: { scopes: key.scopes },
      });
    });
    return { key, token };
  };

/** @throws HeshengError NOT_FOUND; revoking twice is a no-op. */
export const revokeKey =
  (deps: Pick<Needs, 'store' | 'clock'>): UseCases['revokeKey'] =>
  (id) =>
    deps.store.transaction(async (tx) => {
      const known = await tx.keys.find(id);
      if (known === null) throw new HeshengError('NOT_FOUND', 'There is no API key with this id.');
      if (known.key.revokedAt !== null) return;
      await tx.keys.revoke(id, now(deps));
      await recordAudit(tx, {
        recordedAt: now(deps),
        actor: { kind: 'service' },
        action: 'key.revoked',
        subject: { kind: 'key', id },
        detail: {},
      });
    });

/** Read from the store every time, so that a revoked key stops at once in every process. */
export const authenticate =
  ({ store }: Pick<Needs, 'store'>): UseCases['authenticate'] =>
  async (token) => {
    const id = keyIdOf(token);
    const known = id === null ? null : await store.keys.find(id);
    if (known === null || known.key.revokedAt !== null) return null;
    return isToken(token, known.tokenHash) ? known.key : null;
  };
