import type { Activation } from '../recognisers/activation.js';

/** Port: which packs were to run when. Only ever appended to. */
export interface ActivationStore {
  /** The newest; null before the first, when no pack runs. */
  current(): Promise<Activation | null>;
  find(generation: number): Promise<Activation | null>;
  /** False, and nothing changed, unless its generation is the one after the newest: somebody else was faster. */
  append(activation: Activation): Promise<boolean>;
}
