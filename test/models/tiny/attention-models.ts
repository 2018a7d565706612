import { bigrams, type SplitCharacter, splitBytes } from './bigrams.js';
import { convolutionWeights, textBias } from './change-detector.js';
import { CHARACTERS } from './characters.js';
import { type Operation, type Slot, type Weight, writeOnnx } from './onnx-writer.js';
import { listed, type TinyModel, tokenLines } from './tiny-pack.js';

const BANDS = 80;
/** Frames of features from one token to the next: five tokens a second. */
const STEP = 20;
/** Rows behind the sound that say it has ended. */
const END_ROWS = 32;
const END_SCORE = 500;

const int64 = (name: string, dims: readonly number[], ...values: readonly number[]): Weight => ({
  name,
  dims,
  data: BigInt64Array.from(values, (value) => BigInt(value)),
});

/** Rows [1, END_ROWS, tokens] in which the end outdoes everything. */
const endRows = (count: number, end: number): Weight => ({
  name: 'end_rows',
  dims: [1, END_ROWS, count],
  data: Float32Array.from({ length: END_ROWS * count }, (_, at) => (at % count === end ? END_SCORE : 0)),
});

interface Encoder {
  readonly tokens: readonly string[];
  readonly end: number;
  readonly gain: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly inputs: readonly Slot[];
  readonly outputs: readonly [string, string];
  /** Operations that make `turned` [N, bands, frames] of the input. */
  readonly turn: readonly Operation[];
}

/** Scores of all tokens for every 20 frames, twice, as the keys and values of one layer: [1, N, T, tokens]. */
const encoder = ({ tokens, end, gain, metadata, inputs, outputs, turn }: Encoder): Buffer =>
  writeOnnx({
    metadata,
    inputs,
    outputs: outputs.map((name) => ({ name, shape: [1, 'N', 'T_out', tokens.length] })),
    weights: [
      { name: 'kernel', dims: [tokens.length, BANDS, STEP], data: convolutionWeights(tokens, STEP, BANDS, gain) },
      { name: 'bias', dims: [tokens.length], data: textBias(tokens) },
      endRows(tokens.length, end),
      int64('zero', [1], 0),
    ],
    operations: [
      ...turn,
      {
        op: 'Conv',
        inputs: ['turned', 'kernel', 'bias'],
        outputs: ['heard'],
        attributes: { kernel_shape: [STEP], strides: [STEP], pads: [0, 0] },
      },
      { op: 'Transpose', inputs: ['heard'], outputs: ['rows'], attributes: { perm: [0, 2, 1] } },
      { op: 'Concat', inputs: ['rows', 'end_rows'], outputs: ['all_rows'], attributes: { axis: 1 } },
      ...outputs.map((name): Operation => ({ op: 'Unsqueeze', inputs: ['all_rows', 'zero'], outputs: [name] })),
    ],
  });

interface Decoder {
  readonly count: number;
  readonly split: SplitCharacter | null;
  /** Tokens that are given before the first one is asked for. */
  readonly given: number;
  readonly names: {
    readonly tokens: string;
    readonly selfIn: readonly [string, string];
    readonly cross: readonly [string, string];
    readonly offset: string;
    readonly selfOut: readonly [string, string];
  };
  readonly selfShape: readonly (number | string)[];
}

/** Reads the row that the position of the last token names, and adds what the tokens before say of those that follow. */
const decoder = ({ count, split, given, names, selfShape }: Decoder): Buffer =>
  writeOnnx({
    inputs: [
      { name: names.tokens, type: 'int64', shape: ['N', 'n_tokens'] },
      ...names.selfIn.map((name) => ({ name, shape: selfShape })),
      ...names.cross.map((name) => ({ name, shape: [1, 'N', 'T', count] })),
      { name: names.offset, type: 'int64', shape: [1] },
    ],
    outputs: [
      { name: 'logits', shape: ['N', 'n_tokens', count] },
      ...names.selfOut.map((name) => ({ name, shape: selfShape })),
    ],
    weights: [
      { name: 'bigrams', dims: [count, count], data: bigrams(count, split) },
      int64('scalar_zero', [], 0),
      int64('one', [1], 1),
      int64('two', [1], 2),
      int64('given', [1], given),
    ],
    operations: [
      // Row number = offset + tokens - given.
      { op: 'Shape', inputs: [names.tokens], outputs: ['sizes'] },
      { op: 'Slice', inputs: ['sizes', 'one', 'two'], outputs: ['n_tokens'] },
      { op: 'Add', inputs: [names.offset, 'n_tokens'], outputs: ['position'] },
      { op: 'Sub', inputs: ['position', 'given'], outputs: ['row_number'] },
      { op: 'Gather', inputs: [names.cross[0], 'scalar_zero'], outputs: ['layer'], attributes: { axis: 0 } },
      { op: 'Gather', inputs: ['layer', 'row_number'], outputs: ['row'], attributes: { axis: 1 } },
      { op: 'Gather', inputs: ['bigrams', names.tokens], outputs: ['followers'], attributes: { axis: 0 } },
      { op: 'Add', inputs: ['row', 'followers'], outputs: ['logits'] },
      ...names.selfIn.map((name, at): Operation => ({ op: 'Identity', inputs: [name], outputs: [names.selfOut[at]!] })),
    ],
  });

/** FireRedASR AED: one layer of one head. */
export const tinyFireRedAed = (): TinyModel => {
  const tokens = ['<blank>', '<unk>', '<pad>', '<sos>', '<eos>', ...CHARACTERS, '▁OK'];
  const [sos, eos] = [tokens.indexOf('<sos>'), tokens.indexOf('<eos>')];
  const size = { max_len: 64, num_head: 1, head_dim: 4 };
  return {
    family: 'fire-red-aed',
    blank: null,
    files: [
      {
        kind: 'encoder',
        path: 'encoder.onnx',
        content: encoder({
          tokens,
          end: eos,
          gain: 4,
          metadata: {
            model_type: 'fire-red-asr',
            version: '1',
            num_decoder_layers: '1',
            ...Object.fromEntries(Object.entries(size).map(([key, value]) => [key, `${value}`])),
            sos: `${sos}`,
            eos: `${eos}`,
            cmvn_mean: listed(BANDS, (band) => 10 + 3 * Math.sin(band / 12)),
            cmvn_inv_stddev: listed(BANDS, (band) => 0.25 + band / 1_000),
          },
          inputs: [
            { name: 'x', shape: ['N', 'T', BANDS] },
            { name: 'x_len', type: 'int64', shape: ['N'] },
          ],
          outputs: ['n_layer_cross_k', 'n_layer_cross_v'],
          turn: [{ op: 'Transpose', inputs: ['x'], outputs: ['turned'], attributes: { perm: [0, 2, 1] } }],
        }),
      },
      {
        kind: 'decoder',
        path: 'decoder.onnx',
        content: decoder({
          count: tokens.length,
          split: null,
          given: 1,
          names: {
            tokens: 'tokens',
            selfIn: ['in_n_layer_self_k_cache', 'in_n_layer_self_v_cache'],
            cross: ['n_layer_cross_k', 'n_layer_cross_v'],
            offset: 'offset',
            selfOut: ['out_n_layer_self_k_cache', 'out_n_layer_self_v_cache'],
          },
          selfShape: [1, 'N', size.max_len, size.num_head, size.head_dim],
        }),
      },
      { kind: 'labels', path: 'tokens.txt', content: tokenLines(tokens) },
    ],
  };
};

/** Special tokens of a Whisper that knows two languages; they stand behind the text, and tokens.txt does not name them. */
const SPECIALS = [
  '<eot>',
  '<sot>',
  '<|en|>',
  '<|zh|>',
  '<translate>',
  '<transcribe>',
  '<sot_lm>',
  '<sot_prev>',
  '<no_speech>',
  '<no_timestamps>',
] as const;

/** Where the half character stands: a token that the network writes often. */
const LEAD_AT = 14;

/** Whisper, which is fed log-mel frames [N, bands, T], and writes byte pieces, one character of them in two. */
export const tinyWhisper = (): TinyModel => {
  const [lead, tail] = splitBytes();
  const texts = CHARACTERS.map((character) => Buffer.from(character));
  const pieces = [...texts.slice(0, LEAD_AT), lead, ...texts.slice(LEAD_AT), Buffer.from(' ok'), tail];
  const split: SplitCharacter = { lead: LEAD_AT, tail: pieces.length - 1 };
  const tokens = [...pieces.map((piece) => piece.toString('base64')), ...SPECIALS];
  const id = (token: (typeof SPECIALS)[number]): number => pieces.length + SPECIALS.indexOf(token);
  const context = 64;
  const number: Readonly<Record<string, number>> = {
    n_mels: BANDS,
    n_audio_ctx: 1_500,
    n_audio_layer: 1,
    n_text_ctx: context,
    n_text_head: 1,
    n_text_layer: 1,
    n_text_state: tokens.length,
    n_vocab: tokens.length,
    sot: id('<sot>'),
    sot_index: 0,
    eot: id('<eot>'),
    blank_id: pieces.length - 2,
    translate: id('<translate>'),
    transcribe: id('<transcribe>'),
    is_multilingual: 1,
    no_speech: id('<no_speech>'),
    sot_lm: id('<sot_lm>'),
    sot_prev: id('<sot_prev>'),
    no_timestamps: id('<no_timestamps>'),
  };
  return {
    family: 'whisper',
    blank: null,
    files: [
      {
        kind: 'encoder',
        path: 'tiny-encoder.onnx',
        content: encoder({
          tokens,
          end: id('<eot>'),
          gain: 40,
          metadata: {
            model_type: 'whisper-tiny',
            version: '1',
            maintainer: 'k2-fsa',
            ...Object.fromEntries(Object.entries(number).map(([key, value]) => [key, `${value}`])),
            sot_sequence: `${id('<sot>')},${id('<|en|>')},${id('<transcribe>')}`,
            all_language_tokens: `${id('<|en|>')},${id('<|zh|>')}`,
            all_language_codes: 'en,zh',
          },
          inputs: [{ name: 'mel', shape: ['N', BANDS, 'T'] }],
          outputs: ['n_layer_cross_k', 'n_layer_cross_v'],
          turn: [{ op: 'Identity', inputs: ['mel'], outputs: ['turned'] }],
        }),
      },
      {
        kind: 'decoder',
        path: 'tiny-decoder.onnx',
        content: decoder({
          count: tokens.length,
          split,
          // Start, language, task and no timestamps.
          given: 4,
          names: {
            tokens: 'tokens',
            selfIn: ['in_n_layer_self_k_cache', 'in_n_layer_self_v_cache'],
            cross: ['n_layer_cross_k', 'n_layer_cross_v'],
            offset: 'offset',
            selfOut: ['out_n_layer_self_k_cache', 'out_n_layer_self_v_cache'],
          },
          selfShape: [1, 'N', context, tokens.length],
        }),
      },
      {
        kind: 'labels',
        path: 'tiny-tokens.txt',
        content: tokenLines(pieces.map((piece) => piece.toString('base64'))),
      },
    ],
  };
};
