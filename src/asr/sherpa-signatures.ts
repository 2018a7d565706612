import type { OnnxHeader, OnnxSlot } from '../model/onnx/onnx-header.js';
import type { FileKind } from '../model/pack/families.js';
import type { SherpaFamily } from './family-abilities.js';

/** Element types, and sizes of which null is any. sherpa-onnx feeds by position and never looks at names. */
type SlotRule = readonly [types: string, shape: readonly (number | null)[]];

interface NetworkRule {
  readonly inputs: readonly SlotRule[];
  readonly outputs: readonly SlotRule[];
  /** Pairs of caches behind the inputs, and as many behind the outputs. */
  readonly caches?: SlotRule;
  /** Whether sherpa-onnx reads the rank of the first output before anything runs. */
  readonly readsShape?: true;
  /** Outputs beyond those that are there for other uses. */
  readonly moreOutputs?: true;
}

type Rules = Partial<Record<FileKind, NetworkRule>>;

const floats = (...shape: readonly (number | null)[]): SlotRule => ['float32', shape];
const any = (rank: number): readonly null[] => Array.from({ length: rank }, () => null);
const BANDS = 80;
/** Seven frames of 80 bands in one. */
const STACKED = 7 * BANDS;
const LENGTHS: SlotRule = ['int64', [null]];
const LENGTHS_32: SlotRule = ['int32', [null]];
const TOKENS: SlotRule = ['int64', [null, null]];

const CTC: Rules = {
  network: {
    inputs: [floats(null, null, BANDS), LENGTHS],
    outputs: [floats(...any(3)), LENGTHS],
    readsShape: true,
  },
};

const crossCaches = (rank: number): readonly SlotRule[] => Array.from({ length: 4 }, () => floats(...any(rank)));

const RULES: Readonly<Record<SherpaFamily, Rules>> = {
  'sense-voice': {
    network: {
      inputs: [floats(null, null, STACKED), LENGTHS_32, LENGTHS_32, LENGTHS_32],
      outputs: [floats(...any(3))],
      moreOutputs: true,
    },
  },
  /** No lengths, no language. */
  'sense-voice-nano': {
    network: { inputs: [floats(null, null, STACKED)], outputs: [floats(...any(3))], moreOutputs: true },
  },
  paraformer: {
    network: {
      inputs: [floats(null, null, STACKED), LENGTHS_32],
      outputs: [floats(...any(3)), ['int32|int64', [null]]],
      moreOutputs: true,
    },
  },
  'zipformer-ctc': CTC,
  'wenet-ctc': CTC,
  'fire-red-ctc': CTC,
  'dolphin-ctc': CTC,
  'telespeech-ctc': { network: { inputs: [floats(null, null, 40)], outputs: [floats(...any(3))], readsShape: true } },
  'zipformer-transducer': {
    encoder: { inputs: [floats(null, null, BANDS), LENGTHS], outputs: [floats(...any(3)), LENGTHS] },
    decoder: { inputs: [TOKENS], outputs: [floats(...any(2))] },
    joiner: { inputs: [floats(...any(2)), floats(...any(2))], outputs: [floats(...any(2))] },
  },
  'fire-red-aed': {
    encoder: { inputs: [floats(null, null, BANDS), LENGTHS], outputs: [floats(...any(4)), floats(...any(4))] },
    decoder: {
      inputs: [TOKENS, floats(...any(5)), floats(...any(5)), floats(...any(4)), floats(...any(4)), LENGTHS],
      outputs: [floats(...any(3)), floats(...any(5)), floats(...any(5))],
    },
  },
  whisper: {
    encoder: { inputs: [floats(...any(3))], outputs: [floats(...any(4)), floats(...any(4))] },
    decoder: {
      inputs: [TOKENS, ...crossCaches(4), LENGTHS],
      outputs: [floats(...any(3)), floats(...any(4)), floats(...any(4))],
      moreOutputs: true,
    },
  },
  // Its decoders have as many caches as layers, and an attention mask or none.
  moonshine: { preprocessor: { inputs: [floats(...any(2))], outputs: [floats(...any(3))] } },
  'fun-asr-nano': {
    'encoder-adaptor': { inputs: [['float32|float16', [null, null, STACKED]]], outputs: [['float32|float16', any(3)]] },
    'language-model': {
      inputs: [floats(...any(3)), TOKENS, LENGTHS],
      outputs: [floats(...any(3))],
      caches: ['float32|float16', any(4)],
    },
    embedding: { inputs: [TOKENS], outputs: [['float32|float16', any(3)]] },
  },
  'qwen3-asr': {
    'conv-frontend': { inputs: [floats(null, null, 128)], outputs: [floats(...any(3))] },
    encoder: { inputs: [floats(...any(3)), ['bool', any(2)]], outputs: [floats(...any(3))] },
    decoder: {
      inputs: [TOKENS, floats(...any(3)), TOKENS, LENGTHS],
      outputs: [['float32|float16', any(3)]],
      caches: ['float32|float16', any(4)],
    },
  },
};

const slotFits = ([types, shape]: SlotRule, found: OnnxSlot | undefined, strict: boolean): boolean => {
  if (found === undefined || !types.split('|').includes(found.type)) return false;
  // A file may leave the rank open.
  if (found.shape.length === 0 && !strict) return true;
  return (
    found.shape.length === shape.length &&
    shape.every((size, axis) => size === null || typeof found.shape[axis] !== 'number' || found.shape[axis] === size)
  );
};

const countFits = (wanted: number, found: number, caches: boolean, more: boolean): boolean => {
  if (caches) return found > wanted && (found - wanted) % 2 === 0;
  return more ? found >= wanted : found === wanted;
};

const slotsFit = (
  wanted: readonly SlotRule[],
  found: readonly OnnxSlot[],
  { caches, readsShape }: NetworkRule,
  more: boolean,
): boolean =>
  countFits(wanted.length, found.length, caches !== undefined, more) &&
  wanted.every((rule, at) => slotFits(rule, found[at], readsShape === true && at === 0)) &&
  (caches === undefined || found.slice(wanted.length).every((slot) => slotFits(caches, slot, true)));

/**
 * Why sherpa-onnx could not feed this network, or would read what is not there; null when nothing says so. What a network
 * makes of its inputs shows only when it runs.
 */
export const signatureFault = (family: SherpaFamily, kind: FileKind, header: OnnxHeader): string | null => {
  const rule = RULES[family][kind];
  if (rule === undefined) return null;
  if (!slotsFit(rule.inputs, header.inputs, rule, false)) return `does not have the inputs of a ${family} ${kind}`;
  return slotsFit(rule.outputs, header.outputs, rule, rule.moreOutputs === true)
    ? null
    : `does not have the outputs of a ${family} ${kind}`;
};
