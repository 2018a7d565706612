import { ALIGNER } from '../align/aligner.js';
import type { ModelIdentity } from '../engine/engine.js';
import { ACCENT_PROFILES } from '../text/accent-profile-list.js';
import { NORMALISER } from '../text/to-spoken-form.js';
import type { RunningVersions } from '../verdict/stamp-mismatch.js';

/** What judges in this installation with these models. */
export const runningVersions = (models: readonly ModelIdentity[]): RunningVersions => ({
  models,
  normaliser: NORMALISER,
  aligner: ALIGNER,
  accentProfiles: Object.fromEntries(ACCENT_PROFILES.map(({ id, version }) => [id, version])),
});
