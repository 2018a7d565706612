import type { ErrorCode } from '../errors.js';

/** Work on one verification. A verification has at most one job. */
export interface Job {
  readonly id: string;
  readonly kind: 'evaluate';
  /** Id of the verification. */
  readonly subjectId: string;
}

/** A job that this worker alone may settle, until its lease ends or is lost. */
export interface LeasedJob extends Job {
  readonly lease: string;
  /** How often it was taken, this time included. */
  readonly attempts: number;
}

/**
 * Port: durable queue. `enqueue` and every call that settles a job take part in the transaction that they are called in.
 * Calls on a leased job answer false, and change nothing, when the lease was lost: its result must then be dropped.
 */
export interface JobQueue {
  enqueue(job: Job, nowMs: number): Promise<void>;
  /** The job that is due longest, counted as one more attempt; one whose lease has ended (its worker died) is due. */
  take(lease: { readonly id: string; readonly nowMs: number; readonly untilMs: number }): Promise<LeasedJob | null>;
  renew(job: LeasedJob, untilMs: number): Promise<boolean>;
  /** Done: the job is gone. */
  complete(job: LeasedJob): Promise<boolean>;
  /** Tried again from `dueMs` on. */
  retry(job: LeasedJob, dueMs: number, code: ErrorCode): Promise<boolean>;
  /** Given back untried, as at shutdown: due at once and the attempt is not counted. */
  release(job: LeasedJob, nowMs: number): Promise<boolean>;
  /** Never taken again; kept for the operator. */
  park(job: LeasedJob, code: ErrorCode): Promise<boolean>;
  counts(): Promise<{ readonly waiting: number; readonly running: number; readonly parked: number }>;
}
