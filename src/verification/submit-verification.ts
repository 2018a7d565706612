import { HeshengError } from '../errors.js';
import type { StoredChallenge } from '../store/challenge-store.js';
import type { IdempotencyCaller } from '../store/idempotency-store.js';
import type { Stores } from '../store/store.js';
import { type Dependencies, now } from './dependencies.js';
import { type InFlight, mismatch } from './in-flight.js';
import { findPolicy } from './policies.js';
import { recordAudit } from './record-audit.js';
import { requestFingerprint } from './request-fingerprint.js';
import { resolveClause } from './resolve-clause.js';
import type { ReceivedAudio, Submission, SubmitOutcome, UseCases } from './use-cases.js';
import { findGiven, spendChallenge } from './use-challenge.js';
import type { Verification, VerificationRequest } from './verification.js';

const DAY = 24 * 3_600_000;
/** How long a repeated request is recognised. */
const REPETITION_KNOWN = 30 * DAY;

type Needs = Pick<
  Dependencies,
  'store' | 'blobs' | 'policies' | 'settings' | 'masterKeys' | 'clock' | 'newId' | 'wake'
> & {
  readonly inFlight: InFlight;
};
type Caller = Parameters<UseCases['submit']>[2];

interface Accepted {
  readonly request: VerificationRequest;
  readonly challenge: StoredChallenge | null;
  readonly audio: ReceivedAudio;
  readonly fingerprint: string;
  readonly caller: Caller;
}

/**
 * Accepts a reading. When it resolves, the bytes, the row, its job and its audit entry are on disk; a crash before that
 * leaves nothing that is acknowledged, a crash after it loses nothing.
 */
export const submitVerification =
  (deps: Needs): UseCases['submit'] =>
  async (input, audio, caller) => {
    try {
      return await accept(deps, input, audio, caller);
    } finally {
      await deps.blobs.discard(audio.path);
      deps.wake();
    }
  };

const accept: (deps: Needs, ...submission: Parameters<UseCases['submit']>) => Promise<SubmitOutcome> = async (
  deps,
  input,
  audio,
  caller,
) => {
  const fingerprint = requestFingerprint(input, audio);
  const first = () => create(deps, input, audio, caller, fingerprint);
  if (caller.idempotencyKey === null) return first();
  return once(deps, { keyId: caller.keyId, idempotencyKey: caller.idempotencyKey }, fingerprint, first);
};

/** Runs `first` for the first request of an Idempotency-Key only. */
const once = async (
  { store, inFlight }: Needs,
  caller: IdempotencyCaller,
  fingerprint: string,
  first: () => Promise<SubmitOutcome>,
): Promise<SubmitOutcome> => {
  inFlight.begin(caller, fingerprint);
  try {
    const outcome = (await repeated(store, caller, fingerprint)) ?? (await first());
    if (outcome.kind === 'replayed') inFlight.end(caller);
    return outcome;
  } catch (error) {
    inFlight.end(caller);
    throw error;
  }
};

/**
 * What an earlier request with this key made: its answer or, when none was kept (a crash before it was sent, another
 * process that is about to send it), the verification as it is now. Null for a first request.
 */
const repeated = async (
  stores: Stores,
  caller: IdempotencyCaller,
  fingerprint: string,
): Promise<SubmitOutcome | null> => {
  const record = await stores.idempotency.find(caller);
  if (record === null) return null;
  if (record.fingerprint !== fingerprint) throw mismatch();
  if (record.answer !== null) return { kind: 'replayed', answer: record.answer };
  const verification = await stores.verifications.find(record.verificationId);
  return verification === null ? null : { kind: 'created', verification };
};

const create = async (
  deps: Needs,
  input: Submission,
  audio: ReceivedAudio,
  caller: Caller,
  fingerprint: string,
): Promise<SubmitOutcome> => {
  await refuseWhenFull(deps.store, deps.settings.queueLimit);
  const resolved = await resolveRequest(deps, input);
  await deps.blobs.put(audio.path, audio.sha256);
  const accepted = { ...resolved, audio, fingerprint, caller };
  return deps.store.transaction((tx) => acceptIn(tx, deps, accepted));
};

const resolveRequest = async (deps: Needs, input: Submission): Promise<Pick<Accepted, 'request' | 'challenge'>> => {
  const { clause, slots, challengeId, ...rest } = input;
  findPolicy(deps.policies, rest.policyId);
  if (rest.supersedes !== null && (await deps.store.verifications.find(rest.supersedes)) === null) {
    throw new HeshengError('BAD_REQUEST', 'supersedes names no verification.');
  }
  const request = { ...rest, ...(await resolveClause(deps.store.clauses, clause, slots)) };
  const challenge = challengeId === undefined ? null : await findGiven(deps, challengeId, input, request);
  return { request, challenge };
};

const acceptIn = async (tx: Stores, deps: Needs, accepted: Accepted): Promise<SubmitOutcome> => {
  const { caller, fingerprint } = accepted;
  await refuseWhenFull(tx, deps.settings.queueLimit);
  const id = deps.newId('ver');
  if (caller.idempotencyKey !== null) {
    const key = { keyId: caller.keyId, idempotencyKey: caller.idempotencyKey };
    await tx.idempotency.purgeBefore(new Date(deps.clock() - REPETITION_KNOWN).toISOString());
    const won = await tx.idempotency.insert(key, { fingerprint, verificationId: id, answer: null }, now(deps));
    // Another process has accepted the same request since this one looked.
    if (!won) return (await repeated(tx, key, fingerprint)) ?? lost();
  }
  const verification = await insertQueued(tx, deps, accepted, id);
  await tx.jobs.enqueue({ id: deps.newId('job'), kind: 'evaluate', subjectId: id }, deps.clock());
  return { kind: 'created', verification };
};

const insertQueued = async (tx: Stores, deps: Needs, accepted: Accepted, id: string): Promise<Verification> => {
  const { challenge, audio, fingerprint, caller } = accepted;
  const at = now(deps);
  const spent = challenge && (await spendChallenge(tx, challenge, { verificationId: id, at, keyId: caller.keyId }));
  const request = spent ? { ...accepted.request, challenge: spent } : accepted.request;
  const entryHash = await recordAudit(tx, {
    recordedAt: at,
    actor: { kind: 'key', id: caller.keyId },
    action: 'verification.submitted',
    subject: { kind: 'verification', id },
    detail: { audioSha256: audio.sha256, requestSha256: fingerprint, policyId: request.policyId },
  });
  const verification = {
    id,
    status: 'queued',
    request,
    audio: { sha256: audio.sha256, bytes: audio.bytes, contentType: audio.contentType },
    createdAt: at,
    updatedAt: at,
    entryHash,
  } as const;
  await tx.verifications.insert(verification);
  return verification;
};

const refuseWhenFull = async ({ jobs }: Stores, limit: number): Promise<void> => {
  if ((await jobs.counts()).waiting < limit) return;
  throw new HeshengError('QUEUE_FULL', 'Send the reading again after the time in Retry-After.');
};

const lost = (): never => {
  throw new HeshengError('INTERNAL', 'The first request with this key left no verification.');
};
