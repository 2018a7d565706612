import { HeshengError } from '../errors.js';
import type { StoredSpeaker } from '../store/speaker-store.js';
import { enrolmentState } from '../voiceprint/enrolment-state.js';
import type { Dependencies } from './dependencies.js';
import { voiceModelOf } from './load-speaker.js';
import type { Speaker } from './use-cases.js';

type Needs = Pick<Dependencies, 'store' | 'engine' | 'roster' | 'clock'>;

/** @throws HeshengError SPEAKER_NOT_FOUND */
export const requireSpeaker = (speaker: StoredSpeaker | null): StoredSpeaker => {
  if (speaker === null) throw new HeshengError('SPEAKER_NOT_FOUND', 'No speaker is known under this id.');
  return speaker;
};

/**
 * A speaker with every enrolment as it stands now.
 * @throws HeshengError SPEAKER_NOT_FOUND, ENGINE_UNAVAILABLE
 */
export const findSpeaker =
  (needs: Needs) =>
  async (id: string): Promise<Speaker> => {
    const { optOut, enrolments, ...speaker } = requireSpeaker(await needs.store.speakers.find(id));
    const [model, nowMs] = [await voiceModelOf(needs), needs.clock()];
    return {
      ...speaker,
      optedOutAt: optOut?.at ?? null,
      enrolments: enrolments.map(({ standing, ...enrolment }) => ({
        ...enrolment,
        state: enrolmentState({ ...enrolment, standing }, model, nowMs),
      })),
    };
  };
