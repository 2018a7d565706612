import { tinyFireRedCtc, tinySenseVoice, tinyWenetCtc, tinyZipformerCtc } from './ctc-models.js';
import type { TinyModel } from './tiny-pack.js';

export interface NamedModel {
  readonly name: string;
  readonly make: () => TinyModel;
  /** Whether the family says where tokens begin. */
  readonly times: boolean;
  /** sherpa-onnx adds noise to the sound of this family, by a generator that it never seeds. */
  readonly dithered?: true;
}

/** A tiny recogniser of every family, one of each layout. */
export const TINY_MODELS: readonly NamedModel[] = [
  { name: 'sense-voice', make: tinySenseVoice, times: true },
  { name: 'zipformer-ctc', make: tinyZipformerCtc, times: true },
  { name: 'wenet-ctc', make: tinyWenetCtc, times: true, dithered: true },
  { name: 'fire-red-ctc', make: tinyFireRedCtc, times: true },
];
