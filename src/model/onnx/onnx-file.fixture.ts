/** Protobuf and ONNX files written by hand, right or wrong. */

export const varint = (value: number): Buffer => {
  const bytes: number[] = [];
  let left = value;
  do {
    bytes.push((left % 128) + (left >= 128 ? 128 : 0));
    left = Math.floor(left / 128);
  } while (left > 0);
  return Buffer.from(bytes);
};

export const number = (id: number, value: number): Buffer => Buffer.concat([varint(id * 8), varint(value)]);

export const bytes = (id: number, ...parts: readonly (Buffer | string)[]): Buffer => {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([varint(id * 8 + 2), varint(content.length), content]);
};

const slot = (id: number, name: string, shape: readonly (number | string)[], type = 1): Buffer => {
  const dims = shape.map((size) => bytes(1, typeof size === 'number' ? number(1, size) : bytes(2, size)));
  return bytes(id, bytes(1, name), bytes(2, bytes(1, number(1, type), bytes(2, ...dims))));
};

export interface OnnxFixture {
  readonly metadata?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, readonly (number | string)[]>>;
  readonly outputs?: Readonly<Record<string, readonly (number | string)[]>>;
  readonly weights?: Buffer;
  /** File that the weights are said to be in. */
  readonly externalFile?: string;
}

const slots = (id: number, all: OnnxFixture['inputs']): readonly Buffer[] =>
  Object.entries(all ?? {}).map(([name, shape]) => slot(id, name, shape));

/** A model whose graph is one node; nothing can run it, everything can read its head. */
export const onnxFile = (fixture: OnnxFixture): Buffer => {
  const { metadata = {}, weights = Buffer.alloc(8), externalFile } = fixture;
  const external =
    externalFile === undefined ? [] : [bytes(13, bytes(1, 'location'), bytes(2, externalFile)), number(14, 1)];
  const graph = [
    bytes(1, bytes(1, 'x'), bytes(2, 'y'), bytes(4, 'Identity')),
    bytes(2, 'graph'),
    bytes(5, number(1, 2), number(2, 1), bytes(8, 'weight'), bytes(9, weights), ...external),
    ...slots(11, fixture.inputs),
    slot(11, 'weight', [2]),
    ...slots(12, fixture.outputs),
  ];
  return Buffer.concat([
    number(1, 8),
    bytes(2, 'fixture'),
    bytes(7, ...graph),
    bytes(8, number(2, 17)),
    ...Object.entries(metadata).map(([key, value]) => bytes(14, bytes(1, key), bytes(2, value))),
  ]);
};
