import type { PackFamily } from '../model/pack/families.js';

/**
 * What a family of recognisers can be asked for. `posteriors`: frame-wise probabilities, so that a clause can be scored.
 * `text`: its greedy tokens, which say what was heard and nothing of how sure. `opinion`: text of a model that writes what
 * is likely rather than what was said; for reviewers, never a witness.
 */
export type FamilyAbility = 'posteriors' | 'text' | 'opinion';

export const FAMILY_ABILITIES = {
  'sense-voice': 'posteriors',
  'zipformer-ctc': 'posteriors',
  'wenet-ctc': 'posteriors',
  'fire-red-ctc': 'posteriors',
  'sense-voice-nano': 'text',
  paraformer: 'text',
  'zipformer-transducer': 'text',
  'fire-red-aed': 'text',
  'dolphin-ctc': 'text',
  'telespeech-ctc': 'text',
  whisper: 'opinion',
  moonshine: 'opinion',
  'fun-asr-nano': 'opinion',
  'qwen3-asr': 'opinion',
} as const satisfies Partial<Record<PackFamily, FamilyAbility>>;

/** A recogniser of characters that sherpa-onnx can run. */
export type SherpaFamily = keyof typeof FAMILY_ABILITIES;

export const SHERPA_FAMILIES = Object.keys(FAMILY_ABILITIES) as readonly SherpaFamily[];

export const isSherpaFamily = (family: PackFamily): family is SherpaFamily => Object.hasOwn(FAMILY_ABILITIES, family);
