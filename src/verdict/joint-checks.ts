import type { Joint } from '../audio/joint.js';
import type { Check, CheckName } from './check.js';
import type { Thresholds } from './policy.js';

const NAMES = {
  step: ['joint_step_db', 'jointStepDbMax'],
  dip: ['joint_dip_db', 'jointDipDbMax'],
  fall: ['joint_fall_db', 'jointFallDbMax'],
} as const satisfies Record<Joint['kind'], readonly [CheckName, keyof Thresholds]>;

/** Codecs, by ffmpeg's names, that give the samples back as they were, or companded one by one. */
const KEEPS_WAVEFORM = /^(?:pcm_\w+|flac|alac)$/;

const NOT_LOOKED_FOR = { value: null, outcome: 'pass', advice: null } as const;

/**
 * Whether the recording is one take: for each way in which a joint shows, the strongest hint and where it is. NaN is doubt.
 * Nothing is concluded from lossy codecs: they make holes and breaks of their own in honest recordings (AAC and Opus in 2
 * to 4 % of them, `bench:continuity`).
 */
export const jointChecks = (joints: readonly Joint[], codec: string, limits: Thresholds): readonly Check[] =>
  joints.map(({ kind, db, atMs }) => {
    const [name, limit] = NAMES[kind];
    const whole = db <= limits[limit];
    if (!KEEPS_WAVEFORM.test(codec)) return { name, qualifiedRange: [null, limits[limit]], ...NOT_LOOKED_FOR };
    return {
      name,
      value: db,
      qualifiedRange: [null, limits[limit]],
      outcome: whole ? 'pass' : 'review',
      advice: whole ? null : '请从头到尾一次录完，中途不要暂停、不要剪辑。',
      atMs,
    };
  });
