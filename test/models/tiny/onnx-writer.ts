/** Protobuf and ONNX files written by hand: the same description gives the same bytes. */

/** A number as protobuf writes it; negative ones as 64-bit two's complement. */
export const varint = (value: number | bigint): Buffer => {
  const bytes: number[] = [];
  let left = BigInt.asUintN(64, BigInt(value));
  do {
    bytes.push(Number(left % 128n) + (left >= 128n ? 128 : 0));
    left /= 128n;
  } while (left > 0n);
  return Buffer.from(bytes);
};

export const number = (id: number, value: number | bigint): Buffer => Buffer.concat([varint(id * 8), varint(value)]);

export const bytes = (id: number, ...parts: readonly (Uint8Array | string)[]): Buffer => {
  const content = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
  return Buffer.concat([varint(id * 8 + 2), varint(content.length), content]);
};

/** Element types by onnx.proto. */
const TYPES = { float32: 1, int32: 6, int64: 7, bool: 9 } as const;
export type ElementType = keyof typeof TYPES;

/** An input or output: a number is a fixed size, a word a free one. */
export interface Slot {
  readonly name: string;
  readonly type?: ElementType;
  readonly shape: readonly (number | string)[];
}

export interface Weight {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: Float32Array | Int32Array | BigInt64Array;
  /** File that the numbers are said to be in. */
  readonly externalFile?: string;
}

/** Whole numbers are INT, text is STRING, lists are INTS. */
export type Attribute = number | string | readonly number[];

export interface Operation {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
}

export interface OnnxModel {
  readonly inputs: readonly Slot[];
  readonly outputs: readonly Slot[];
  readonly weights: readonly Weight[];
  readonly operations: readonly Operation[];
  readonly metadata?: Readonly<Record<string, string>>;
}

const slot = (id: number, { name, type = 'float32', shape }: Slot): Buffer => {
  const dims = shape.map((size) => bytes(1, typeof size === 'number' ? number(1, size) : bytes(2, size)));
  return bytes(id, bytes(1, name), bytes(2, bytes(1, number(1, TYPES[type]), bytes(2, ...dims))));
};

const typeOf = (data: Weight['data']): ElementType => {
  if (data instanceof Float32Array) return 'float32';
  return data instanceof Int32Array ? 'int32' : 'int64';
};

/** Numbers are taken as they lie in memory: little-endian on every machine that Node runs on. */
const tensor = (id: number, { name, dims, data, externalFile }: Weight): Buffer => {
  const elsewhere =
    externalFile === undefined ? [] : [bytes(13, bytes(1, 'location'), bytes(2, externalFile)), number(14, 1)];
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return bytes(
    id,
    ...dims.map((size) => number(1, size)),
    number(2, TYPES[typeOf(data)]),
    bytes(8, name),
    bytes(9, raw),
    ...elsewhere,
  );
};

const attribute = (name: string, value: Attribute): Buffer => {
  const head = bytes(1, name);
  if (typeof value === 'number') return bytes(5, head, number(3, value), number(20, 2));
  if (typeof value === 'string') return bytes(5, head, bytes(4, value), number(20, 3));
  return bytes(5, head, ...value.map((item) => number(8, item)), number(20, 7));
};

const operation = ({ op, inputs, outputs, attributes = {} }: Operation): Buffer =>
  bytes(
    1,
    ...inputs.map((name) => bytes(1, name)),
    ...outputs.map((name) => bytes(2, name)),
    bytes(4, op),
    ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
  );

/** The file of a model: operators of set 17, metadata last. */
export const writeOnnx = ({ inputs, outputs, weights, operations, metadata = {} }: OnnxModel): Buffer =>
  Buffer.concat([
    number(1, 8),
    bytes(2, 'fixture'),
    bytes(
      7,
      ...operations.map(operation),
      bytes(2, 'graph'),
      ...weights.map((weight) => tensor(5, weight)),
      ...inputs.map((input) => slot(11, input)),
      ...outputs.map((output) => slot(12, output)),
    ),
    bytes(8, number(2, 17)),
    ...Object.entries(metadata).map(([key, value]) => bytes(14, bytes(1, key), bytes(2, value))),
  ]);
