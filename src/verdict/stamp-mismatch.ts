import type { PolicyStamp } from './policy.js';

/** What judges at the moment, as far as a calibration depends on it. */
export type RunningVersions = Pick<PolicyStamp, 'models' | 'normaliser' | 'accentProfiles'>;

const modelsOf = ({ models }: RunningVersions): ReadonlyMap<string, string> =>
  new Map(models.map(({ role, id, sha256 }) => [role, `${id} ${sha256}`]));

const modelFaults = (stamp: RunningVersions, running: RunningVersions): readonly string[] => {
  const loaded = modelsOf(running);
  return [...modelsOf(stamp)].flatMap(([role, model]) => {
    const other = loaded.get(role) ?? 'none';
    return other === model ? [] : [`model ${role}: calibrated with ${model}, running ${other}`];
  });
};

const profileFaults = (stamp: RunningVersions, running: RunningVersions): readonly string[] =>
  Object.entries(stamp.accentProfiles).flatMap(([id, version]) => {
    const other = Object.hasOwn(running.accentProfiles, id) ? running.accentProfiles[id] : 'none';
    return other === version ? [] : [`accent profile ${id}: calibrated with version ${version}, running ${other}`];
  });

/**
 * How what runs differs from what a policy was calibrated with, one sentence each: its bound then says nothing. Empty when
 * nothing differs, and for a policy without a stamp, whose thresholds were set by hand.
 */
export const stampMismatch = (
  { stamp }: { readonly stamp: PolicyStamp | null },
  running: RunningVersions,
): readonly string[] => {
  if (stamp === null) return [];
  const normaliser =
    stamp.normaliser === running.normaliser
      ? []
      : [`normaliser: calibrated with ${stamp.normaliser}, running ${running.normaliser}`];
  return [...modelFaults(stamp, running), ...normaliser, ...profileFaults(stamp, running)];
};
