import type { Samples } from '../audio/pcm.js';
import { HeshengError } from '../errors.js';
import type { RosterLease } from '../recognisers/roster.js';
import type { SpeechSegment } from '../vad/segments.js';
import type { SpoofEvidence } from '../verdict/spoof-evidence.js';
import { TRY_AGAIN } from './consult-packs.js';

/**
 * Lets every spoof model hear a reading. One that breaks over it is recorded with its fault.
 * @throws HeshengError ENGINE_BUSY, SHUTTING_DOWN: to be judged again later
 */
export const screenSpoofs = (
  { spoofs, screen }: Pick<RosterLease, 'spoofs' | 'screen'>,
  samples: Samples,
  speech: readonly SpeechSegment[],
): Promise<readonly SpoofEvidence[]> =>
  Promise.all(
    spoofs.map(async ({ id, sha256 }): Promise<SpoofEvidence> => {
      try {
        return { id, sha256, score: await screen(sha256, { samples, speech, context: 'none' }), failure: null };
      } catch (error) {
        if (!(error instanceof HeshengError) || TRY_AGAIN.includes(error.code)) throw error;
        return { id, sha256, score: null, failure: error.code };
      }
    }),
  );
