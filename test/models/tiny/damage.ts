import { bytes } from './onnx-writer.js';
import type { TinyModel } from './tiny-pack.js';

type Kind = TinyModel['files'][number]['kind'];

/** The model with another content of one of its files. */
export const withContent = (model: TinyModel, kind: Kind, change: (content: Buffer) => Buffer): TinyModel => ({
  ...model,
  files: model.files.map((file) => (file.kind === kind ? { ...file, content: change(file.content) } : file)),
});

const entry = (key: string, value: string): Buffer => bytes(14, bytes(1, key), bytes(2, value));

/** A network without one entry of its metadata. */
export const withoutMetadata = (network: Buffer, key: string, value: string): Buffer => {
  const found = entry(key, value);
  const at = network.indexOf(found);
  if (at < 0) throw new RangeError(`there is no ${key} in this network`);
  return Buffer.concat([network.subarray(0, at), network.subarray(at + found.length)]);
};

/** A network with one entry more; the last of a key counts. */
export const withMetadata = (network: Buffer, key: string, value: string): Buffer =>
  Buffer.concat([network, entry(key, value)]);
