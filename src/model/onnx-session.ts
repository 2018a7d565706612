import { env, InferenceSession, Tensor } from 'onnxruntime-node';
import { HeshengError } from '../errors.js';

/** A dense tensor, row-major. */
export type OnnxTensor =
  | { readonly type: 'float32'; readonly data: Float32Array; readonly dims: readonly number[] }
  | { readonly type: 'int32'; readonly data: Int32Array; readonly dims: readonly number[] }
  | { readonly type: 'int64'; readonly data: BigInt64Array; readonly dims: readonly number[] };

/** Name and element type of an input or output; a word in `shape` is a free size. */
export interface TensorSlot {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

export interface OnnxSession {
  readonly inputs: readonly TensorSlot[];
  readonly outputs: readonly TensorSlot[];
  /** Blocks this process while the network runs; returns the outputs by name. */
  run(feeds: Readonly<Record<string, OnnxTensor>>): Promise<Readonly<Record<string, OnnxTensor>>>;
}

// The official builds of the runtime report sessions, model names and a device id to their maker, and keep them on the
// disk until they can, unless this is set before the first session. Nothing may leave the operator's machines.
process.env.ORT_DISABLE_TELEMETRY = '1';

/** Only fatal messages: the runtime's error text reaches us through exceptions, and warnings would go to stderr. */
const FATAL = 4;

const options = (threads: number): InferenceSession.SessionOptions => ({
  executionProviders: ['cpu'],
  executionMode: 'sequential',
  intraOpNumThreads: threads,
  interOpNumThreads: 1,
  // Readings all differ in length: a memory plan kept for every shape would grow without end.
  enableMemPattern: false,
  logSeverityLevel: FATAL,
});

const slots = (metadata: readonly InferenceSession.ValueMetadata[]): readonly TensorSlot[] =>
  metadata.map((slot) => ({
    name: slot.name,
    type: slot.isTensor ? slot.type : 'not a tensor',
    shape: slot.isTensor ? slot.shape : [],
  }));

const toOrt = (tensor: OnnxTensor): Tensor => {
  if (tensor.type === 'float32') return new Tensor('float32', tensor.data, tensor.dims);
  if (tensor.type === 'int32') return new Tensor('int32', tensor.data, tensor.dims);
  return new Tensor('int64', tensor.data, tensor.dims);
};

const fromOrt = (name: string, tensor: Tensor): OnnxTensor => {
  if (tensor.type === 'float32') return { type: 'float32', data: tensor.data as Float32Array, dims: tensor.dims };
  if (tensor.type === 'int32') return { type: 'int32', data: tensor.data as Int32Array, dims: tensor.dims };
  if (tensor.type === 'int64') return { type: 'int64', data: tensor.data as BigInt64Array, dims: tensor.dims };
  throw new HeshengError('MODEL_INVALID', `output ${name} has type ${tensor.type}`);
};

const mapValues = <A, B>(record: Readonly<Record<string, A>>, change: (value: A, name: string) => B) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));

/** Loads a network from bytes that were verified already; MODEL_INVALID, which names `file`, when they are no network. */
export const openOnnxSession = async (bytes: Uint8Array, threads: number, file = 'the file'): Promise<OnnxSession> => {
  env.logLevel = 'fatal';
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(bytes, options(threads));
  } catch (cause) {
    throw new HeshengError('MODEL_INVALID', `${file} is not a network that this runtime can load`, { cause });
  }
  return {
    inputs: slots(session.inputMetadata),
    outputs: slots(session.outputMetadata),
    run: async (feeds) => {
      const result = await session.run(mapValues(feeds, toOrt), { logSeverityLevel: FATAL });
      return mapValues(result, (tensor, name) => fromOrt(name, tensor));
    },
  };
};
