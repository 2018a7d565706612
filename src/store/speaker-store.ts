import type { Enrolment, Speaker } from '../verification/use-cases.js';

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
  find(id: string): Promise<Speaker | null>;
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
  /** Deletes the speaker with all enrolments and templates; false when there is no such speaker. */
  remove(id: string): Promise<boolean>;
}
