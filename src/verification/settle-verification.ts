import type { AuditEntry } from '../audit/entry.js';
import type { LeasedJob } from '../jobs/job-queue.js';
import type { Stores } from '../store/store.js';
import type { Outcome } from '../store/verification-store.js';
import type { RecognitionEvidence } from '../verdict/recognition-evidence.js';
import type { Completions } from './completions.js';
import { type Dependencies, now } from './dependencies.js';
import { recordAudit } from './record-audit.js';
import { documentHash } from './sha256.js';
import type { Verification, VerificationRequest } from './verification.js';

type Needs = Pick<Dependencies, 'store' | 'clock'> & { readonly completions: Completions };

/**
 * Writes outcome, audit entry and the end of the job in one transaction. A worker whose lease was lost writes nothing:
 * another one is on the same reading, and a verification has one verdict.
 */
export const settleVerification = async (
  needs: Needs,
  job: LeasedJob,
  { id, audio, request }: Pick<Verification, 'id' | 'audio' | 'request'>,
  outcome: Outcome,
  end: 'complete' | 'park',
): Promise<void> => {
  const at = now(needs);
  const fact = {
    ...factOf(outcome, audio.sha256, request),
    recordedAt: at,
    subject: { kind: 'verification', id },
  } as const;
  const settled = await needs.store.transaction(async (tx) => {
    if (!(await endJob(tx, job, outcome, end))) return false;
    const entryHash = await recordAudit(tx, { actor: { kind: 'service' }, ...fact });
    if (!(await tx.verifications.settle(id, outcome, at, entryHash))) throw new Error('A settled reading had a job');
    return true;
  });
  if (settled) needs.completions.announce(id);
};

const endJob = (tx: Stores, job: LeasedJob, outcome: Outcome, end: 'complete' | 'park'): Promise<boolean> =>
  end === 'park' && outcome.status === 'failed' ? tx.jobs.park(job, outcome.failure.code) : tx.jobs.complete(job);

/** Who was asked, without what they wrote. */
const routeFact = ({ routes, dialect, source, primary, embedded, recognisers }: RecognitionEvidence) => ({
  routes,
  dialect,
  source,
  primary,
  embedded,
  recognisers: recognisers.map(({ id, sha256, part, finding, failure }) => ({ id, sha256, part, finding, failure })),
});

const factOf = (
  outcome: Outcome,
  audioSha256: string,
  request: VerificationRequest,
): Pick<AuditEntry, 'action' | 'outcome' | 'detail'> => {
  if (outcome.status === 'failed') {
    const detail = { audioSha256, code: outcome.failure.code };
    return { action: 'verification.failed', outcome: 'failure', detail };
  }
  const { verdict, reasons, policy, models, normaliser, aligner, judge } = outcome.judgement;
  const { recognition, replay } = outcome.judgement;
  const { hearing = null, toneModel = null, toneContraries = null } = outcome.judgement;
  const detail = {
    audioSha256,
    resolvedRequestSha256: documentHash(request),
    judgementSha256: documentHash(outcome.judgement),
    verdict,
    reasons: reasons.map(({ code }) => code),
    policy: { id: policy.id, version: policy.version, sha256: policy.sha256 },
    models: models.map(({ role, id, sha256 }) => ({ role, id, sha256 })),
    ...(recognition ? { recognition: routeFact(recognition) } : {}),
    ...(replay ? { replay: { ...replay } } : {}),
    normaliser,
    aligner,
    judge,
    hearing,
    toneModel,
    toneContraries,
  };
  return { action: 'verification.judged', outcome: 'success', detail };
};
