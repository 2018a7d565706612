import { stackedWeights, textBias } from './change-detector.js';
import { CHARACTERS } from './characters.js';
import { type Operation, type Slot, type Weight, writeOnnx } from './onnx-writer.js';
import { listed, type TinyModel, tokenLines } from './tiny-pack.js';

const FRAMES = 7;
const WIDTH = 80 * FRAMES;
/** Frames of 60 ms from one token to the next. */
const STEP = 4;
/** Three places in the list of peaks for each frame. */
const PLACES = 3 * STEP;

const int64 = (name: string, dims: readonly number[], value: number): Weight => ({
  name,
  dims,
  data: BigInt64Array.of(BigInt(value)),
});

/** Peaks where the tokens begin and one behind the last, as the network of 2023-09-14 gives them. */
const PEAKS: { readonly outputs: readonly Slot[]; readonly operations: readonly Operation[] } = {
  outputs: [
    { name: 'us_alphas', shape: ['N', 'T_up'] },
    { name: 'us_cif_peak', shape: ['N', 'T_up'] },
  ],
  operations: [
    { op: 'Shape', inputs: ['speech'], outputs: ['sizes'] },
    { op: 'Gather', inputs: ['sizes', 'scalar_one'], outputs: ['frames'] },
    { op: 'Mul', inputs: ['frames', 'scalar_three'], outputs: ['places'] },
    { op: 'Range', inputs: ['scalar_zero', 'places', 'scalar_one'], outputs: ['numbers'] },
    { op: 'Mod', inputs: ['numbers', 'scalar_places'], outputs: ['rest'] },
    { op: 'Equal', inputs: ['rest', 'scalar_zero'], outputs: ['begins'] },
    { op: 'Cast', inputs: ['begins'], outputs: ['peaks'], attributes: { to: 1 } },
    { op: 'Unsqueeze', inputs: ['peaks', 'zero'], outputs: ['us_cif_peak'] },
    { op: 'Identity', inputs: ['us_cif_peak'], outputs: ['us_alphas'] },
  ],
};
const NO_PEAKS: typeof PEAKS = { outputs: [], operations: [] };

/** Writes a token for every fourth frame but the last of them. */
export const tinyParaformer = (withTimes: boolean): TinyModel => {
  const tokens = ['<blank>', '<s>', '</s>', ...CHARACTERS, 'o@@', 'k', '<unk>'];
  const count = tokens.length;
  const peaks = withTimes ? PEAKS : NO_PEAKS;
  const network = writeOnnx({
    metadata: {
      lfr_window_size: `${FRAMES}`,
      lfr_window_shift: '6',
      neg_mean: listed(WIDTH, (at) => -(9 + 2 * Math.sin(at / 9))),
      inv_stddev: listed(WIDTH, (at) => 0.2 + (at % 80) / 1_000),
      model_type: 'paraformer',
      vocab_size: `${count}`,
      version: '1',
      model_author: 'damo',
    },
    inputs: [
      { name: 'speech', shape: ['N', 'T', WIDTH] },
      { name: 'speech_lengths', type: 'int32', shape: ['N'] },
    ],
    outputs: [
      { name: 'logits', shape: ['N', 'T_tokens', count] },
      { name: 'token_num', type: 'int32', shape: ['N'] },
      ...peaks.outputs,
    ],
    weights: [
      { name: 'matrix', dims: [WIDTH, count], data: stackedWeights(tokens, FRAMES, 80, 3) },
      { name: 'bias', dims: [count], data: textBias(tokens) },
      { name: 'step_32', dims: [1], data: Int32Array.of(STEP) },
      int64('zero', [1], 0),
      int64('minus_one', [1], -1),
      int64('far', [1], 1 << 20),
      int64('one', [1], 1),
      int64('step', [1], STEP),
      int64('scalar_zero', [], 0),
      int64('scalar_one', [], 1),
      int64('scalar_three', [], 3),
      int64('scalar_places', [], PLACES),
    ],
    operations: [
      { op: 'Slice', inputs: ['speech', 'zero', 'far', 'one', 'step'], outputs: ['picked'] },
      { op: 'Slice', inputs: ['picked', 'zero', 'minus_one', 'one'], outputs: ['rows'] },
      { op: 'MatMul', inputs: ['rows', 'matrix'], outputs: ['product'] },
      { op: 'Add', inputs: ['product', 'bias'], outputs: ['logits'] },
      { op: 'Div', inputs: ['speech_lengths', 'step_32'], outputs: ['token_num'] },
      ...peaks.operations,
    ],
  });
  return {
    family: 'paraformer',
    blank: null,
    files: [
      { kind: 'network', path: 'model.onnx', content: network },
      { kind: 'labels', path: 'tokens.txt', content: tokenLines(tokens) },
    ],
  };
};
