import { ALIGNER } from '../../src/align/aligner.js';
import { TONE_MODEL_NAME } from '../../src/align/tone-model.js';
import { hearingName } from '../../src/asr/recognition-context.js';
import type { JsonValue } from '../../src/audit/canonical-json.js';
import { effectiveThresholds } from '../../src/verdict/effective-thresholds.js';
import type { Policy, PolicyStamp, Support, Thresholds } from '../../src/verdict/policy.js';
import { isRecord } from '../../src/verdict/shape.js';
import { CONTEXTS } from '../../src/verification/hear-reading.js';
import { FITTED, type Levels, thresholdsAt } from './fitted-thresholds.js';
import { STANDARD_PROFILE } from './profile.js';

export interface PolicyDraft {
  /** What was there before: everything that is not fitted stays as it is. */
  readonly base: Policy;
  readonly id: string;
  readonly version: number;
  /** Accent profile that was calibrated. */
  readonly profile: string;
  readonly levels: Levels;
  readonly support: Support;
  readonly stamp: Omit<PolicyStamp, 'figures'>;
  /** Figures of this calibration; those of other profiles' earlier ones are kept beside them. */
  readonly figures: { readonly [name: string]: JsonValue };
}

const FITTED_NAMES: readonly (keyof Thresholds)[] = FITTED.flatMap(({ name, failPartner }) =>
  failPartner === null ? [name] : [name, failPartner],
);

const fittedOnly = (thresholds: Thresholds): Partial<Thresholds> =>
  Object.fromEntries(FITTED_NAMES.map((name) => [name, thresholds[name]]));

const earlierFigures = ({ stamp }: Policy): { readonly [profile: string]: JsonValue } => {
  const profiles = stamp?.figures.profiles;
  return isRecord(profiles) ? (profiles as { readonly [profile: string]: JsonValue }) : {};
};

/**
 * The policy that a calibration proposes. Standard Mandarin is the base of all; any other accent gets thresholds of its
 * own, complete, so that a later calibration of the base does not move them.
 */
export const calibratedPolicy = (draft: PolicyDraft): Policy => {
  const { base, profile, levels, support } = draft;
  const standard = profile === STANDARD_PROFILE;
  const thresholds = thresholdsAt(effectiveThresholds(base, 'reading', profile), levels);
  const own = standard ? {} : { thresholds: { ...base.profiles[profile]?.thresholds, ...fittedOnly(thresholds) } };
  return {
    schema: 2,
    id: draft.id,
    version: draft.version,
    thresholds: standard ? thresholds : base.thresholds,
    kinds: base.kinds,
    profiles: { ...base.profiles, [profile]: { support, ...own } },
    stamp: {
      ...draft.stamp,
      figures: {
        aligner: ALIGNER,
        hearing: hearingName(CONTEXTS.reading),
        toneModel: TONE_MODEL_NAME,
        profiles: { ...earlierFigures(base), [profile]: draft.figures },
      },
    },
  };
};
