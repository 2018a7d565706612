import type { PackHearing } from '../asr/pack-recognizer.js';
import type { ModelIdentity } from '../engine/model-identity.js';
import type { PackTask } from '../engine/pack-pool.js';
import type { VoiceEmbedding } from '../voiceprint/voice-embedder.js';
import type { RosterPack, RosterSpoof, RosterVoice } from './roster-pack.js';

/** The packs as they were when a reading was taken up: they stay loaded until it is released. */
export interface RosterLease {
  /** Recognisers beside the embedded one. */
  readonly packs: readonly RosterPack[];
  /** Rejects with ENGINE_* errors. `sha256` is that of one of the packs. */
  hear(sha256: string, task: PackTask): Promise<PackHearing>;
  /** The voice model that is used in place of the embedded one; null: that is used. */
  readonly voice: RosterVoice | null;
  /** Whose voice it is by that model; null when nobody speaks. Rejects with ENGINE_* errors. */
  embed(task: PackTask): Promise<VoiceEmbedding | null>;
  readonly spoofs: readonly RosterSpoof[];
  /** How likely a machine speaks, 0 to 1; null when nobody does. Rejects with ENGINE_* errors. `sha256` is that of one of `spoofs`. */
  screen(sha256: string, task: PackTask): Promise<number | null>;
  release(): void;
}

/** Port: the models that run beside the embedded ones. */
export interface Roster {
  lease(): RosterLease;
  /** The packs that run, as models. */
  models(): readonly ModelIdentity[];
}

const noPacks = (): Promise<never> => Promise.reject(new Error('there are no packs'));

/** No models but the embedded ones. */
export const EMPTY_ROSTER: Roster = {
  models: () => [],
  lease: () => ({
    packs: [],
    hear: noPacks,
    voice: null,
    embed: noPacks,
    spoofs: [],
    screen: noPacks,
    release: () => {},
  }),
};
