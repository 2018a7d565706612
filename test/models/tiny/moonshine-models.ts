import { bigrams, splitBytes } from './bigrams.js';
import { CHARACTERS } from './characters.js';
import { type Operation, type Slot, type Weight, writeOnnx } from './onnx-writer.js';
import { bandPatterns } from './random-weights.js';
import { type TinyModel, tokenLines } from './tiny-pack.js';

/** Samples of a frame: 24 ms. */
const HOP = 384;
const FILTERS = 16;
/** Frames from one token to the next. */
const STEP = 6;
const END_ROWS = 64;

const int64 = (name: string, dims: readonly number[], value: number): Weight => ({
  name,
  dims,
  data: BigInt64Array.of(BigInt(value)),
});

/** Loudness of the sound behind some random filters, by frames: [1, S] to [1, T, filters]. */
const LISTEN: readonly Operation[] = [
  { op: 'Unsqueeze', inputs: ['audio', 'one'], outputs: ['channel'] },
  {
    op: 'Conv',
    inputs: ['channel', 'filters'],
    outputs: ['filtered'],
    attributes: { kernel_shape: [HOP], strides: [HOP], pads: [0, 0] },
  },
  { op: 'Abs', inputs: ['filtered'], outputs: ['loud'] },
  { op: 'Transpose', inputs: ['loud'], outputs: ['frames'], attributes: { perm: [0, 2, 1] } },
];
const listenWeights = (): readonly Weight[] => [
  int64('one', [1], 1),
  {
    name: 'filters',
    dims: [FILTERS, 1, HOP],
    data: Float32Array.from(bandPatterns(FILTERS, HOP, 11).flatMap((row) => [...row])),
  },
];

/** Scores of all tokens for each frame, and behind them rows that say the end: [1, T, tokens]. */
const SCORE: readonly Operation[] = [
  { op: 'MatMul', inputs: ['frames', 'matrix'], outputs: ['product'] },
  { op: 'Add', inputs: ['product', 'bias'], outputs: ['scores'] },
  { op: 'Concat', inputs: ['scores', 'end_rows'], outputs: ['encoder_out'], attributes: { axis: 1 } },
];
const scoreWeights = (tokens: readonly string[], end: number): readonly Weight[] => {
  const count = tokens.length;
  const patterns = bandPatterns(count, FILTERS, 12);
  return [
    {
      name: 'matrix',
      dims: [FILTERS, count],
      data: Float32Array.from({ length: FILTERS * count }, (_, at) => {
        const token = at % count;
        return tokens[token]!.startsWith('<') ? 0 : 60 * patterns[token]![Math.floor(at / count)]!;
      }),
    },
    { name: 'bias', dims: [count], data: Float32Array.from(tokens, (token) => (token.startsWith('<') ? -300 : 0)) },
    {
      name: 'end_rows',
      dims: [1, END_ROWS, count],
      data: Float32Array.from({ length: END_ROWS * count }, (_, at) => (at % count === end ? 500 : 0)),
    },
  ];
};

/** The row of the scores at `written` tokens, plus what the token before says. */
const WRITE: readonly Operation[] = [
  { op: 'Mul', inputs: ['written', 'step'], outputs: ['row_number'] },
  { op: 'Gather', inputs: ['encoder_hidden_states', 'row_number'], outputs: ['row'], attributes: { axis: 1 } },
  { op: 'Gather', inputs: ['bigrams', 'input_ids'], outputs: ['followers'], attributes: { axis: 0 } },
  { op: 'Add', inputs: ['row', 'followers'], outputs: ['logits'] },
];

/** The layout of four networks: positions are 32-bit, caches lie between the two decoders. */
export const tinyMoonshine = (): TinyModel => {
  const tokens = ['<unk>', '<s>', '</s>', ...CHARACTERS, '▁ok'];
  const count = tokens.length;
  const hidden: Slot = { name: 'encoder_hidden_states', shape: [1, 'T', count] };
  const given: readonly Slot[] = [
    { name: 'input_ids', type: 'int32', shape: [1, 1] },
    hidden,
    { name: 'seq_len', type: 'int32', shape: [1] },
  ];
  const caches = (prefix: string): readonly Slot[] =>
    ['self_key', 'self_value'].map((name) => ({ name: `${prefix}_${name}`, shape: [1, 1, 'past', count] }));
  const weights: readonly Weight[] = [
    { name: 'bigrams', dims: [count, count], data: bigrams(count, null) },
    { name: 'step', dims: [1], data: Int32Array.of(STEP) },
    { name: 'one_32', dims: [1], data: Int32Array.of(1) },
    int64('one', [1], 1),
  ];
  const position: Operation = { op: 'Sub', inputs: ['seq_len', 'one_32'], outputs: ['written'] };
  const fresh: Operation = { op: 'Unsqueeze', inputs: ['followers', 'one'], outputs: ['fresh'] };
  const uncached = writeOnnx({
    inputs: given,
    outputs: [{ name: 'logits', shape: [1, 1, count] }, ...caches('out')],
    weights,
    operations: [
      position,
      ...WRITE,
      fresh,
      { op: 'Identity', inputs: ['fresh'], outputs: ['out_self_key'] },
      { op: 'Identity', inputs: ['fresh'], outputs: ['out_self_value'] },
    ],
  });
  const cached = writeOnnx({
    inputs: [...given, ...caches('in')],
    outputs: [{ name: 'logits', shape: [1, 1, count] }, ...caches('out')],
    weights,
    operations: [
      position,
      ...WRITE,
      fresh,
      { op: 'Concat', inputs: ['in_self_key', 'fresh'], outputs: ['out_self_key'], attributes: { axis: 2 } },
      { op: 'Concat', inputs: ['in_self_value', 'fresh'], outputs: ['out_self_value'], attributes: { axis: 2 } },
    ],
  });
  const preprocessor = writeOnnx({
    inputs: [{ name: 'audio', shape: [1, 'S'] }],
    outputs: [{ name: 'frames', shape: [1, 'T', FILTERS] }],
    weights: listenWeights(),
    operations: LISTEN,
  });
  const encoder = writeOnnx({
    inputs: [
      { name: 'frames', shape: [1, 'T', FILTERS] },
      { name: 'frames_len', type: 'int32', shape: [1] },
    ],
    outputs: [{ name: 'encoder_out', shape: [1, 'T', count] }],
    weights: scoreWeights(tokens, tokens.indexOf('</s>')),
    operations: SCORE,
  });
  return {
    family: 'moonshine',
    blank: null,
    files: [
      { kind: 'preprocessor', path: 'preprocess.onnx', content: preprocessor },
      { kind: 'encoder', path: 'encode.onnx', content: encoder },
      { kind: 'uncached-decoder', path: 'uncached_decode.onnx', content: uncached },
      { kind: 'cached-decoder', path: 'cached_decode.onnx', content: cached },
      { kind: 'labels', path: 'tokens.txt', content: tokenLines(tokens) },
    ],
  };
};

const PAST = ['decoder.key', 'decoder.value', 'encoder.key', 'encoder.value'] as const;

/** The layout of a merged decoder: it is told whether its caches are filled, and counts what it wrote by their length. */
export const tinyMergedMoonshine = (): TinyModel => {
  const [lead, tail] = splitBytes();
  const pieces = [...CHARACTERS.map((character) => Buffer.from(character)), lead, tail];
  const names = ['<unk>', '<s>', '</s>', ...pieces.map((piece) => piece.toString('base64'))];
  const count = names.length;
  const split = { lead: count - 2, tail: count - 1 };
  const encoder = writeOnnx({
    inputs: [
      { name: 'audio', shape: [1, 'S'] },
      { name: 'attention_mask', type: 'int64', shape: [1, 'S'] },
    ],
    outputs: [{ name: 'encoder_out', shape: [1, 'T', count] }],
    weights: [...listenWeights(), ...scoreWeights(names, 2)],
    operations: [...LISTEN, ...SCORE],
  });
  const decoder = writeOnnx({
    inputs: [
      { name: 'encoder_attention_mask', type: 'int64', shape: [1, 'mask'] },
      { name: 'input_ids', type: 'int64', shape: [1, 1] },
      { name: 'encoder_hidden_states', shape: [1, 'T', count] },
      ...PAST.map((name) => ({ name: `past_key_values.0.${name}`, shape: [1, 1, 'past', count] })),
      { name: 'use_cache_branch', type: 'bool', shape: [1] },
    ],
    outputs: [
      { name: 'logits', shape: [1, 1, count] },
      ...PAST.map((name) => ({ name: `present.0.${name}`, shape: [1, 1, 'length', count] })),
    ],
    weights: [
      { name: 'bigrams', dims: [count, count], data: bigrams(count, split) },
      int64('step', [1], STEP),
      int64('one', [1], 1),
      int64('two', [1], 2),
      int64('three', [1], 3),
    ],
    operations: [
      { op: 'Shape', inputs: ['past_key_values.0.decoder.key'], outputs: ['sizes'] },
      { op: 'Slice', inputs: ['sizes', 'two', 'three'], outputs: ['written'] },
      ...WRITE,
      { op: 'Unsqueeze', inputs: ['followers', 'one'], outputs: ['fresh'] },
      { op: 'Unsqueeze', inputs: ['encoder_hidden_states', 'one'], outputs: ['hidden'] },
      ...PAST.map(
        (name): Operation =>
          name.startsWith('decoder')
            ? {
                op: 'Concat',
                inputs: [`past_key_values.0.${name}`, 'fresh'],
                outputs: [`present.0.${name}`],
                attributes: { axis: 2 },
              }
            : { op: 'Identity', inputs: ['hidden'], outputs: [`present.0.${name}`] },
      ),
    ],
  });
  const lines = [...['<unk>', '<s>', '</s>'].map((name) => Buffer.from(name)), ...pieces];
  return {
    family: 'moonshine',
    blank: null,
    files: [
      { kind: 'encoder', path: 'encoder_model.onnx', content: encoder },
      { kind: 'merged-decoder', path: 'decoder_model_merged.onnx', content: decoder },
      { kind: 'labels', path: 'tokens.txt', content: tokenLines(lines.map((line) => line.toString('base64'))) },
    ],
  };
};
