import { blankBias, convolutionWeights } from './change-detector.js';
import { CHARACTERS } from './characters.js';
import { writeOnnx } from './onnx-writer.js';
import { type TinyModel, tokenLines } from './tiny-pack.js';

const BANDS = 80;
const CONTEXT = 2;
/** How much less likely a token is right after itself. */
const REPEATED = 6;

const encoder = (tokens: readonly string[]): Buffer => {
  const count = tokens.length;
  return writeOnnx({
    metadata: { model_type: 'zipformer2', version: '1', model_author: 'k2-fsa' },
    inputs: [
      { name: 'x', shape: ['N', 'T', BANDS] },
      { name: 'x_lens', type: 'int64', shape: ['N'] },
    ],
    outputs: [
      { name: 'encoder_out', shape: ['N', 'T_out', count] },
      { name: 'encoder_out_lens', type: 'int64', shape: ['N'] },
    ],
    weights: [
      { name: 'kernel', dims: [count, BANDS, 9], data: convolutionWeights(tokens, 9, BANDS, 0.5) },
      { name: 'bias', dims: [count], data: blankBias(tokens, 0, 3) },
      { name: 'shift', dims: [1], data: BigInt64Array.of(-5n) },
      { name: 'step', dims: [1], data: BigInt64Array.of(4n) },
    ],
    operations: [
      { op: 'Transpose', inputs: ['x'], outputs: ['turned'], attributes: { perm: [0, 2, 1] } },
      {
        op: 'Conv',
        inputs: ['turned', 'kernel', 'bias'],
        outputs: ['heard'],
        attributes: { kernel_shape: [9], strides: [4], pads: [0, 0] },
      },
      { op: 'Transpose', inputs: ['heard'], outputs: ['encoder_out'], attributes: { perm: [0, 2, 1] } },
      { op: 'Add', inputs: ['x_lens', 'shift'], outputs: ['shifted'] },
      { op: 'Div', inputs: ['shifted', 'step'], outputs: ['encoder_out_lens'] },
    ],
  });
};

/** The last token makes itself less likely. */
const decoder = (tokens: readonly string[]): Buffer => {
  const count = tokens.length;
  const table = new Float32Array(count * count);
  for (let token = 1; token < count; token++) table[token * count + token] = -REPEATED;
  return writeOnnx({
    metadata: { context_size: `${CONTEXT}`, vocab_size: `${count}` },
    inputs: [{ name: 'y', type: 'int64', shape: ['N', CONTEXT] }],
    outputs: [{ name: 'decoder_out', shape: ['N', count] }],
    weights: [
      { name: 'table', dims: [count, count], data: table },
      { name: 'last', dims: [], data: BigInt64Array.of(BigInt(CONTEXT - 1)) },
    ],
    operations: [
      { op: 'Gather', inputs: ['y', 'last'], outputs: ['token'], attributes: { axis: 1 } },
      { op: 'Gather', inputs: ['table', 'token'], outputs: ['decoder_out'], attributes: { axis: 0 } },
    ],
  });
};

const joiner = (count: number): Buffer =>
  writeOnnx({
    metadata: { joiner_dim: `${count}` },
    inputs: [
      { name: 'encoder_out', shape: ['N', count] },
      { name: 'decoder_out', shape: ['N', count] },
    ],
    outputs: [{ name: 'logit', shape: ['N', count] }],
    weights: [],
    operations: [{ op: 'Add', inputs: ['encoder_out', 'decoder_out'], outputs: ['logit'] }],
  });

export const tinyTransducer = (): TinyModel => {
  const tokens = ['<blk>', '<sos/eos>', '<unk>', ...CHARACTERS, '▁A', 'B'];
  return {
    family: 'zipformer-transducer',
    blank: 0,
    files: [
      { kind: 'encoder', path: 'encoder.onnx', content: encoder(tokens) },
      { kind: 'decoder', path: 'decoder.onnx', content: decoder(tokens) },
      { kind: 'joiner', path: 'joiner.onnx', content: joiner(tokens.length) },
      { kind: 'labels', path: 'tokens.txt', content: tokenLines(tokens) },
    ],
  };
};
