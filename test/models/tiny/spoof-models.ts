import { writeOnnx } from './onnx-writer.js';
import type { TinyModel } from './tiny-pack.js';

export interface SpoofShape {
  readonly window?: number;
  readonly saidWindow?: number;
  /** Logit of the spoof for silence, and how much a mean square of 1 adds. */
  readonly bias: number;
  readonly perPower: number;
  readonly output?: number;
}

/** Suspects by loudness, which is nonsense and easy to foretell: logits of 0 for a true voice, and bias + perPower x power. */
export const tinySpoof = ({
  window = 16_000,
  saidWindow = window,
  bias,
  perPower,
  output = 1,
}: SpoofShape): TinyModel => ({
  family: 'spoof-waveform',
  role: 'spoof',
  blank: null,
  files: [
    {
      kind: 'network',
      path: 'model.onnx',
      content: writeOnnx({
        metadata: { sample_rate: '16000', window_samples: `${saidWindow}`, spoof_output: `${output}` },
        inputs: [{ name: 'wave', shape: ['N', window] }],
        outputs: [{ name: 'logits', shape: ['N', 2] }],
        weights: [
          { name: 'turn', dims: [1, 2], data: Float32Array.of(0, perPower) },
          { name: 'bias', dims: [2], data: Float32Array.of(0, bias) },
        ],
        operations: [
          { op: 'Mul', inputs: ['wave', 'wave'], outputs: ['power'] },
          { op: 'ReduceMean', inputs: ['power'], outputs: ['mean'], attributes: { axes: [1], keepdims: 1 } },
          { op: 'MatMul', inputs: ['mean', 'turn'], outputs: ['turned'] },
          { op: 'Add', inputs: ['turned', 'bias'], outputs: ['logits'] },
        ],
      }),
    },
  ],
});
