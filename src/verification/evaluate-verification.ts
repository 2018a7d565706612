import { ERRORS, HeshengError } from '../errors.js';
import type { LeasedJob } from '../jobs/job-queue.js';
import { MOST_ATTEMPTS, planRetry, type RetryPlan } from '../jobs/retry-plan.js';
import type { Outcome } from '../store/verification-store.js';
import type { Completions } from './completions.js';
import { type Dependencies, now } from './dependencies.js';
import { findRepetition } from './find-repetition.js';
import { knownDialect, loadOtherSpeaker, loadSpeaker } from './load-speaker.js';
import { settleVerification } from './settle-verification.js';
import type { Verification } from './verification.js';

export type EvaluationNeeds = Pick<
  Dependencies,
  'store' | 'blobs' | 'engine' | 'roster' | 'keys' | 'vault' | 'evaluateReading' | 'clock' | 'onFailedAttempt'
> & { readonly completions: Completions };

/**
 * Job handler: one attempt to judge a reading. Ends with the job settled in the queue: done with a verdict, done or parked
 * with the verification failed, or waiting for its next attempt.
 */
export const evaluateVerification =
  (needs: EvaluationNeeds) =>
  async (job: LeasedJob): Promise<void> => {
    const verification = await needs.store.verifications.find(job.subjectId);
    if (verification === null || !(await needs.store.verifications.mark(verification.id, 'processing', now(needs)))) {
      // Settled by the worker that held the job before, which died before it could say so.
      await needs.store.jobs.complete(job);
      return;
    }
    try {
      if (job.attempts > MOST_ATTEMPTS) throw endedTooOften();
      const outcome = await judge(needs, verification);
      await settleVerification(needs, job, verification, outcome, 'complete');
    } catch (error) {
      await afterFailure(needs, job, verification, error);
    }
  };

const judge = async (needs: EvaluationNeeds, verification: Verification): Promise<Outcome> => {
  const { audio, request, createdAt } = verification;
  const queueMs = Math.max(0, needs.clock() - Date.parse(createdAt));
  const speaker = await loadSpeaker(needs, request.speakerId);
  const otherSpeaker = await loadOtherSpeaker(needs, request);
  const speakerDialect = await knownDialect(needs, request.speakerId);
  const history = findRepetition(needs.store, verification);
  const judgement = await needs.blobs.withFile(audio.sha256, (path) =>
    needs.evaluateReading({ path, request, speaker, ...otherSpeaker, speakerDialect, history }),
  );
  return { status: 'completed', judgement, queueMs };
};

const afterFailure = async (
  needs: EvaluationNeeds,
  job: LeasedJob,
  verification: Verification,
  cause: unknown,
): Promise<void> => {
  const { code, detail } = asCatalogueError(cause);
  const plan: RetryPlan = job.attempts > MOST_ATTEMPTS ? { kind: 'park' } : planRetry(code, job.attempts);
  needs.onFailedAttempt({ verificationId: verification.id, code, cause, willRetry: plan.kind === 'retry' });
  if (plan.kind === 'retry') {
    await needs.store.transaction(async (tx) => {
      const ours = await tx.jobs.retry(job, needs.clock() + plan.delayMs, code);
      if (ours) await tx.verifications.mark(verification.id, 'queued', now(needs));
    });
    return;
  }
  const outcome: Outcome = { status: 'failed', failure: { code, detail } };
  await settleVerification(needs, job, verification, outcome, plan.kind === 'park' ? 'park' : 'complete');
};

const asCatalogueError = (error: unknown): HeshengError =>
  error instanceof HeshengError ? error : new HeshengError('INTERNAL', ERRORS.INTERNAL.title, { cause: error });

const endedTooOften = (): HeshengError =>
  new HeshengError('INTERNAL', `The service ended ${MOST_ATTEMPTS} times while it evaluated this recording.`);
