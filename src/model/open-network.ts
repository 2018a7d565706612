import { HeshengError } from '../errors.js';
import type { ModelEntry } from './manifest.js';
import { type OnnxSession, openOnnxSession, type TensorSlot } from './onnx-session.js';
import { fileOfKind } from './registry.js';
import { readVerifiedFile } from './verify-model.js';

/** Inputs and outputs that an adapter is written for; null stands for any size, named or not. */
export interface NetworkSignature {
  readonly inputs: readonly SlotSignature[];
  readonly outputs: readonly SlotSignature[];
}

interface SlotSignature {
  readonly name: string;
  readonly type: 'float32' | 'int64';
  readonly shape: readonly (number | null)[];
}

const sizeFits = (wanted: number | null, found: number | string | undefined): boolean =>
  wanted === null || typeof found === 'string' || wanted === found;

const slotFits = (wanted: SlotSignature, found: TensorSlot): boolean =>
  found.name === wanted.name &&
  found.type === wanted.type &&
  found.shape.length === wanted.shape.length &&
  wanted.shape.every((size, axis) => sizeFits(size, found.shape[axis]));

const allFit = (wanted: readonly SlotSignature[], found: readonly TensorSlot[]): boolean =>
  wanted.length === found.length && wanted.every((slot) => found.some((candidate) => slotFits(slot, candidate)));

/** Verifies and loads the network of an entry; MODEL_INVALID when the file or its inputs and outputs are not as said. */
export const openNetwork = async (
  dir: string,
  entry: ModelEntry,
  signature: NetworkSignature,
  threads: number,
): Promise<OnnxSession> => {
  const file = fileOfKind(entry, 'network');
  const session = await openOnnxSession(await readVerifiedFile(dir, file), threads);
  if (allFit(signature.inputs, session.inputs) && allFit(signature.outputs, session.outputs)) return session;
  throw new HeshengError(
    'MODEL_INVALID',
    `${file.path} does not have the inputs and outputs of a ${entry.family} network`,
  );
};
