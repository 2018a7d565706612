import { HeshengError } from '../errors.js';
import type { ModelEntry } from './manifest.js';
import { type OnnxSession, openOnnxSession, type TensorSlot } from './onnx-session.js';
import { fileOfKind } from './registry.js';
import { readVerifiedFile } from './verify-model.js';

/** Inputs and outputs that an adapter is written for. */
export interface NetworkSignature {
  readonly inputs: readonly SlotSignature[];
  readonly outputs: readonly SlotSignature[];
}

export interface SlotSignature {
  /** Null: whatever stands at this place, as exports name it as they like. */
  readonly name: string | null;
  /** `whole` is int32 or int64. */
  readonly type: 'float32' | 'int64' | 'whole';
  /** Null among the sizes stands for any, named or not; null instead of them for any shape. */
  readonly shape: readonly (number | null)[] | null;
}

/** A network's file by the name that its manifest gives it, and what it is said to be. */
export interface NetworkFile {
  readonly path: string;
  readonly family: string;
  /** Verified already. */
  readonly bytes: Uint8Array;
}

const typeFits = (wanted: SlotSignature['type'], found: string): boolean =>
  wanted === found || (wanted === 'whole' && (found === 'int32' || found === 'int64'));

const sizeFits = (wanted: number | null, found: number | string | undefined): boolean =>
  wanted === null || typeof found === 'string' || wanted === found;

const slotFits = (wanted: SlotSignature, found: TensorSlot): boolean =>
  (wanted.name === null || found.name === wanted.name) &&
  typeFits(wanted.type, found.type) &&
  (wanted.shape === null ||
    (found.shape.length === wanted.shape.length &&
      wanted.shape.every((size, axis) => sizeFits(size, found.shape[axis]))));

const allFit = (wanted: readonly SlotSignature[], found: readonly TensorSlot[]): boolean =>
  wanted.length === found.length &&
  wanted.every((slot, at) =>
    (slot.name === null ? found.slice(at, at + 1) : found).some((candidate) => slotFits(slot, candidate)),
  );

const fits = (signature: NetworkSignature, { inputs, outputs }: OnnxSession): boolean =>
  allFit(signature.inputs, inputs) && allFit(signature.outputs, outputs);

/** Loads a network; MODEL_INVALID when it is none, or its inputs and outputs are not as the signature says. */
export const loadNetwork = async (
  { path, family, bytes }: NetworkFile,
  signature: NetworkSignature,
  threads: number,
): Promise<OnnxSession> => {
  const session = await openOnnxSession(bytes, threads, path);
  if (fits(signature, session)) return session;
  throw new HeshengError('MODEL_INVALID', `${path} does not have the inputs and outputs of a ${family} network`);
};

/** Verifies and loads the network of an entry; MODEL_INVALID when the file or its inputs and outputs are not as said. */
export const openNetwork = async (
  dir: string,
  entry: ModelEntry,
  signature: NetworkSignature,
  threads: number,
): Promise<OnnxSession> => {
  const file = fileOfKind(entry, 'network');
  const bytes = await readVerifiedFile(dir, file);
  return loadNetwork({ path: file.path, family: entry.family, bytes }, signature, threads);
};
