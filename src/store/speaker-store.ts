import type { Enrolment } from '../verification/use-cases.js';
import type { EnrolmentStanding } from '../voiceprint/enrolment-state.js';

export interface StoredEnrolment extends Enrolment {
  readonly standing: EnrolmentStanding;
}

export interface StoredSpeaker {
  readonly id: string;
  readonly createdAt: string;
  /** When the speaker opted out, and the receipt of that. */
  readonly optOut: { readonly at: string; readonly receiptId: string } | null;
  /** The newest first. */
  readonly enrolments: readonly StoredEnrolment[];
}

/** An encrypted voiceprint with what its decryption is bound to. */
export interface SealedTemplate {
  readonly enrolmentId: string;
  readonly speakerId: string;
  /** SHA-256 of the voice model that made it. */
  readonly voiceModel: string;
  readonly sealed: Uint8Array;
}

/** Port: speakers, their enrolments and, apart from both, their templates. */
export interface SpeakerStore {
  find(id: string): Promise<StoredSpeaker | null>;
  /** Creates the speaker when new. The enrolment becomes the only active one; earlier ones are kept, inactive. */
  addEnrolment(enrolment: Enrolment, consentId: string, sealed: Uint8Array): Promise<void>;
  /** The template of the active enrolment. */
  activeTemplate(speakerId: string): Promise<SealedTemplate | null>;
  /** The template of one enrolment, active or not; null once its speaker was deleted. */
  template(enrolmentId: string): Promise<SealedTemplate | null>;
  /** Ids of enrolments that have a template, at most `limit` after `id` in their order; from the first when it is null. */
  templatesAfter(id: string | null, limit: number): Promise<readonly string[]>;
  /** Puts a template that was sealed anew in the place of the old one. */
  reseal(enrolmentId: string, sealed: Uint8Array): Promise<void>;
  /** Remembers it, creating the speaker when new, and deletes all templates; enrolments stay on record as erased. */
  optOut(id: string, at: string, receiptId: string): Promise<void>;
  /** Forgets that the speaker opted out; false when that is not so. */
  optIn(id: string): Promise<boolean>;
  /** Whether an enrolment of this speaker that is erased now was made on this consent. */
  isWithdrawn(id: string, consentId: string): Promise<boolean>;
  /** Deletes the speaker with all enrolments and templates; false when there is no such speaker. */
  remove(id: string): Promise<boolean>;
}
