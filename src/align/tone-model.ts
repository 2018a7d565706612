import type { Tone } from '../text/syllable.js';
import shipped from './generated/tone-model.json' with { type: 'json' };

/** A layer: one row of weights per output. */
interface Layer {
  readonly weights: readonly (readonly number[])[];
  readonly bias: readonly number[];
}

/** Perceptron with one hidden layer over the features of tone-features.ts; made by scripts/train-tones. */
export interface ToneModel {
  readonly id: string;
  readonly version: number;
  readonly hidden: Layer;
  readonly output: Layer;
}

export const TONE_MODEL: ToneModel = shipped;

/** Names the weights in evidence and pins. */
export const TONE_MODEL_NAME = `${shipped.id}/${shipped.version}`;

/** The four tones that the model tells apart; it was never shown a neutral one. */
export const FULL_TONES: readonly Tone[] = [1, 2, 3, 4];

const apply = ({ weights, bias }: Layer, input: readonly number[]): readonly number[] =>
  weights.map((row, k) => row.reduce((sum, weight, i) => sum + weight * input[i]!, bias[k]!));

/** Log-likelihood of each of FULL_TONES, up to a constant that all share, nats. */
export const toneLogLikelihoods = ({ hidden, output }: ToneModel, features: readonly number[]): readonly number[] =>
  apply(output, apply(hidden, features).map(Math.tanh));
