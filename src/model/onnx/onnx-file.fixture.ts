import { type Slot, writeOnnx } from '../../../test/models/tiny/onnx-writer.js';

type Shapes = Readonly<Record<string, readonly (number | string)[]>>;

export interface OnnxFixture {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly inputs?: Shapes;
  readonly outputs?: Shapes;
  /** File that the weights are said to be in. */
  readonly externalFile?: string;
}

const slots = (shapes: Shapes): readonly Slot[] => Object.entries(shapes).map(([name, shape]) => ({ name, shape }));

/** A model whose graph is one node; nothing can run it, everything can read its head. Its weights stand among its inputs. */
export const onnxFile = ({ metadata = {}, inputs = {}, outputs = {}, externalFile }: OnnxFixture): Buffer =>
  writeOnnx({
    inputs: [...slots(inputs), { name: 'weight', shape: [2] }],
    outputs: slots(outputs),
    weights: [
      {
        name: 'weight',
        dims: [2],
        data: new Float32Array(2),
        ...(externalFile === undefined ? {} : { externalFile }),
      },
    ],
    operations: [{ op: 'Identity', inputs: ['x'], outputs: ['y'] }],
    metadata,
  });
