import type { Samples } from '../audio/pcm.js';
import type { Policy } from '../verdict/policy.js';
import type { ReplayEvidence } from '../verdict/repeated-recording.js';
import type { SpeakerState } from '../voiceprint/decide-speaker.js';
import type { OtherSpeakerState } from '../voiceprint/other-speaker.js';
import type { Judgement, VerificationRequest } from './verification.js';

export interface ReadingInput {
  /** Local file with the original bytes; read only. */
  readonly path: string;
  readonly request: VerificationRequest;
  /** Holds the template when there is one to compare with. `expired`: it was made by another voice model. */
  readonly speaker: SpeakerState;
  /** The voice of somebody who must not be the reader; absent when nobody was named. */
  readonly otherSpeaker?: OtherSpeakerState;
  /** The accent that the speaker is known for; null or absent when nobody said. */
  readonly speakerDialect?: string | null;
  /** SHA-256 of the only packs that may be asked, a voice model among them: a replay. */
  readonly packs?: readonly string[];
  /** Judged by this one, whatever is in force: a replay. */
  readonly policy?: Policy;
  /** What is known of the sound from before; absent: nobody looks, as outside a service. A replay tells what was found then. */
  readonly history?: (samples: Samples) => Promise<ReplayEvidence>;
}

/**
 * Port: a recording and what should be in it -> judgement, all of whose numbers are finite. Rejects with a catalogue error
 * when there is nothing to judge: a fault of the audio, the decoder or the engine is never a verdict.
 */
export type EvaluateReading = (input: ReadingInput) => Promise<Judgement>;
