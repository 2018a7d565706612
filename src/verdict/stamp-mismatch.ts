import type { PolicyStamp } from './policy.js';

/** What judges at the moment, as far as a calibration depends on it. */
export interface RunningVersions extends Pick<PolicyStamp, 'models' | 'normaliser' | 'accentProfiles'> {
  /** Of the prices and constants of both witnesses. */
  readonly aligner: string;
  /** Of how readings are recognised, and of the tone witness. */
  readonly hearing: string;
  readonly toneModel: string;
}

const modelsOf = ({ models }: Pick<PolicyStamp, 'models'>): ReadonlyMap<string, string> =>
  new Map(models.map(({ role, id, sha256 }) => [role, `${id} ${sha256}`]));

const modelFaults = (stamp: PolicyStamp, running: RunningVersions): readonly string[] => {
  const loaded = modelsOf(running);
  return [...modelsOf(stamp)].flatMap(([role, model]) => {
    const other = loaded.get(role) ?? 'none';
    return other === model ? [] : [`model ${role}: calibrated with ${model}, running ${other}`];
  });
};

const profileFaults = (stamp: PolicyStamp, running: RunningVersions): readonly string[] =>
  Object.entries(stamp.accentProfiles).flatMap(([id, version]) => {
    const other = Object.hasOwn(running.accentProfiles, id) ? running.accentProfiles[id] : 'none';
    return other === version ? [] : [`accent profile ${id}: calibrated with version ${version}, running ${other}`];
  });

const versionFault = (name: string, stamped: unknown, running: string): readonly string[] =>
  stamped === undefined || stamped === running ? [] : [`${name}: calibrated with ${stamped}, running ${running}`];

/**
 * How what runs differs from what a policy was calibrated with, one sentence each: its bound then says nothing. Empty when
 * nothing differs, and for a policy without a stamp, whose thresholds were set by hand.
 */
export const stampMismatch = (
  { stamp }: { readonly stamp: PolicyStamp | null },
  running: RunningVersions,
): readonly string[] => {
  if (stamp === null) return [];
  return [
    ...modelFaults(stamp, running),
    ...versionFault('normaliser', stamp.normaliser, running.normaliser),
    ...versionFault('aligner', stamp.figures.aligner, running.aligner),
    ...versionFault('hearing', stamp.figures.hearing, running.hearing),
    ...versionFault('tone model', stamp.figures.toneModel, running.toneModel),
    ...profileFaults(stamp, running),
  ];
};
