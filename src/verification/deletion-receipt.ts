/** Proof that a speaker's voiceprints were made unreadable: what was destroyed, and where the audit log says so. */
export interface DeletionReceipt {
  readonly id: string;
  /** As the audit log names the speaker; the id itself was deleted with the rest. */
  readonly speakerSha256: string;
  readonly deletedAt: string;
  /** Absent in receipts of before speakers could opt out: a deletion. */
  readonly occasion?: 'deletion' | 'opt_out';
  readonly enrolments: readonly DestroyedEnrolment[];
  /** Of the audit entry of the deletion. */
  readonly entryHash: string;
}

export interface DestroyedEnrolment {
  readonly id: string;
  /** SHA-256 of the wrapped data key that was destroyed; null when it was gone before. */
  readonly keySha256: string | null;
}
