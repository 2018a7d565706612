import { ALIGNER } from '../align/aligner.js';
import { TONE_MODEL_NAME } from '../align/tone-model.js';
import { hearingName } from '../asr/recognition-context.js';
import type { ModelIdentity } from '../engine/model-identity.js';
import { ACCENT_PROFILES } from '../text/accent-profile-list.js';
import { NORMALISER } from '../text/to-spoken-form.js';
import type { RunningVersions } from '../verdict/stamp-mismatch.js';
import { CONTEXTS } from './hear-reading.js';

/** What judges in this installation with these models. */
export const runningVersions = (models: readonly ModelIdentity[]): RunningVersions => ({
  models,
  normaliser: NORMALISER,
  aligner: ALIGNER,
  hearing: hearingName(CONTEXTS.reading),
  toneModel: TONE_MODEL_NAME,
  accentProfiles: Object.fromEntries(ACCENT_PROFILES.map(({ id, version }) => [id, version])),
});
