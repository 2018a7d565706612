import type { Joint } from '../audio/joint.js';
import type { Check, CheckName } from './check.js';
import type { Thresholds } from './policy.js';

const NAMES = {
  step: ['joint_step_db', 'jointStepDbMax'],
  dip: ['joint_dip_db', 'jointDipDbMax'],
  fall: ['joint_fall_db', 'jointFallDbMax'],
} as const satisfies Record<Joint['kind'], readonly [CheckName, keyof Thresholds]>;

/**
 * Whether the recording is one take: for each way in which a joint shows, the strongest hint and where it is. NaN is doubt.
 */
export const jointChecks = (joints: readonly Joint[], limits: Thresholds): readonly Check[] =>
  joints.map(({ kind, db, atMs }) => {
    const [name, limit] = NAMES[kind];
    const whole = db <= limits[limit];
    return {
      name,
      value: db,
      qualifiedRange: [null, limits[limit]],
      outcome: whole ? 'pass' : 'review',
      advice: whole ? null : '请从头到尾一次录完，中途不要暂停、不要剪辑。',
      atMs,
    };
  });
