import { tinyFireRedAed, tinyWhisper } from './attention-models.js';
import {
  tinyDolphinCtc,
  tinyFireRedCtc,
  tinySenseVoice,
  tinySenseVoiceNano,
  tinyTeleSpeechCtc,
  tinyWenetCtc,
  tinyZipformerCtc,
} from './ctc-models.js';
import { tinyFunAsrNano, tinyQwen3Asr } from './language-models.js';
import { tinyMergedMoonshine, tinyMoonshine } from './moonshine-models.js';
import { tinyParaformer } from './paraformer-model.js';
import type { TinyModel } from './tiny-pack.js';
import { tinyTransducer } from './transducer-model.js';

export interface NamedModel {
  readonly name: string;
  readonly make: () => TinyModel;
  /** Whether the family says where tokens begin. */
  readonly times: boolean;
  /** sherpa-onnx adds noise to the sound of this family, by a generator that it never seeds. */
  readonly dithered?: true;
  /** Whether it writes a character in two tokens, neither of which is text. */
  readonly splits?: true;
}

/** A tiny recogniser of every family, one of each layout. */
export const TINY_MODELS: readonly NamedModel[] = [
  { name: 'sense-voice', make: tinySenseVoice, times: true },
  { name: 'sense-voice-nano', make: tinySenseVoiceNano, times: true },
  { name: 'zipformer-ctc', make: tinyZipformerCtc, times: true },
  { name: 'wenet-ctc', make: tinyWenetCtc, times: true, dithered: true },
  { name: 'fire-red-ctc', make: tinyFireRedCtc, times: true },
  { name: 'dolphin-ctc', make: tinyDolphinCtc, times: true },
  { name: 'telespeech-ctc', make: tinyTeleSpeechCtc, times: true },
  { name: 'paraformer', make: () => tinyParaformer(true), times: true },
  { name: 'paraformer-without-times', make: () => tinyParaformer(false), times: false },
  { name: 'zipformer-transducer', make: tinyTransducer, times: true },
  { name: 'fire-red-aed', make: tinyFireRedAed, times: false },
  { name: 'whisper', make: tinyWhisper, times: false, splits: true },
  { name: 'moonshine', make: tinyMoonshine, times: false },
  { name: 'moonshine-merged', make: tinyMergedMoonshine, times: false, splits: true },
  { name: 'fun-asr-nano', make: tinyFunAsrNano, times: false, splits: true },
  { name: 'qwen3-asr', make: tinyQwen3Asr, times: false, splits: true },
];
