/**
 * Port: wrapped data keys of templates, each under the id of its enrolment. Kept apart from the templates and out of every
 * backup of the database, so that a template of an older backup cannot be opened once its key was destroyed.
 */
export interface KeyVault {
  /** In the place of an earlier one, which is overwritten. Once this resolves the key survives a power cut. */
  put(templateId: string, wrappedKey: Uint8Array): Promise<void>;
  /** Null when there is none, or no longer. */
  get(templateId: string): Promise<Uint8Array | null>;
  /** Overwrites the key and what an interrupted `put` left of it, then removes both. Null when there was none; else SHA-256 (hex) of what was destroyed. */
  destroy(templateId: string): Promise<string | null>;
}
