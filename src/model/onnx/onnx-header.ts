import {
  createWireReader,
  memorySource,
  notOnnx,
  openFileSource,
  type WireField,
  type WireReader,
  type WireSource,
} from './wire-reader.js';

/** An input or output: a number in `shape` is a fixed size, a word a free one. */
export interface OnnxSlot {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

/** What an ONNX file says of itself, without its weights. */
export interface OnnxHeader {
  readonly producer: string;
  readonly opset: number | null;
  readonly inputs: readonly OnnxSlot[];
  readonly outputs: readonly OnnxSlot[];
  readonly metadata: ReadonlyMap<string, string>;
  /** Files that hold weights of this one; a runtime would open them. */
  readonly externalFiles: readonly string[];
}

type Range = Extract<WireField, { readonly start: number }>;

/** Numbers of the fields in onnx.proto (IR version 10). */
const MODEL = { irVersion: 1, producer: 2, graph: 7, opset: 8, metadata: 14 } as const;
const GRAPH = { initializer: 5, input: 11, output: 12 } as const;
const TENSOR = { name: 8, external: 13 } as const;
const MAX_LISTED = 1_000;

const TYPES: Readonly<Record<number, string>> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
};

const isRange = (field: WireField): field is Range => 'start' in field;

/** Texts of a message by field number; the last of each counts, as protobuf says. */
const textsOf = async (reader: WireReader, { start, end }: Range): Promise<ReadonlyMap<number, string>> => {
  const texts = new Map<number, string>();
  for await (const field of reader.fields(start, end)) {
    if (isRange(field)) texts.set(field.id, await reader.text(field.start, field.end));
  }
  return texts;
};

const readDimension = async (reader: WireReader, { start, end }: Range): Promise<number | string> => {
  let size: number | string = '?';
  for await (const field of reader.fields(start, end)) {
    if (isRange(field)) size = (await reader.text(field.start, field.end)) || '?';
    else if (Number.isSafeInteger(field.value) && field.value > 0) size = field.value;
  }
  return size;
};

const readShape = async (reader: WireReader, { start, end }: Range): Promise<readonly (number | string)[]> => {
  const shape: (number | string)[] = [];
  for await (const field of reader.fields(start, end)) {
    if (shape.length > 32) throw notOnnx('a shape has too many dimensions');
    if (isRange(field) && field.id === 1) shape.push(await readDimension(reader, field));
  }
  return shape;
};

/** The tensor type within a TypeProto. */
const readType = async (reader: WireReader, { start, end }: Range): Promise<Omit<OnnxSlot, 'name'>> => {
  let type = 'not a tensor';
  let shape: OnnxSlot['shape'] = [];
  for await (const tensor of reader.fields(start, end)) {
    if (!isRange(tensor) || tensor.id !== 1) continue;
    for await (const field of reader.fields(tensor.start, tensor.end)) {
      if (isRange(field)) shape = await readShape(reader, field);
      else type = TYPES[field.value] ?? `type ${field.value}`;
    }
  }
  return { type, shape };
};

const readSlot = async (reader: WireReader, { start, end }: Range): Promise<OnnxSlot> => {
  let name = '';
  let rest: Omit<OnnxSlot, 'name'> = { type: 'not a tensor', shape: [] };
  for await (const field of reader.fields(start, end)) {
    if (!isRange(field)) continue;
    if (field.id === 1) name = await reader.text(field.start, field.end);
    if (field.id === 2) rest = await readType(reader, field);
  }
  return { name, ...rest };
};

interface Tensor {
  readonly name: string;
  readonly file: string | null;
}

/** Name of a weight, and the file that its bytes are in if not in this one. The bytes themselves are passed over. */
const readTensor = async (reader: WireReader, { start, end }: Range): Promise<Tensor> => {
  let name = '';
  let file: string | null = null;
  for await (const field of reader.fields(start, end)) {
    if (!isRange(field)) continue;
    if (field.id === TENSOR.name) name = await reader.text(field.start, field.end);
    if (field.id !== TENSOR.external) continue;
    const entry = await textsOf(reader, field);
    if (entry.get(1) === 'location') file = entry.get(2) ?? '';
  }
  return { name, file };
};

interface Graph {
  readonly inputs: readonly OnnxSlot[];
  readonly outputs: readonly OnnxSlot[];
  readonly externalFiles: readonly string[];
}

const readGraph = async (reader: WireReader, { start, end }: Range): Promise<Graph> => {
  const inputs: OnnxSlot[] = [];
  const outputs: OnnxSlot[] = [];
  const weights = new Set<string>();
  const files = new Set<string>();
  for await (const field of reader.fields(start, end)) {
    if (!isRange(field)) continue;
    if (field.id === GRAPH.input) inputs.push(await readSlot(reader, field));
    if (field.id === GRAPH.output) outputs.push(await readSlot(reader, field));
    if (field.id === GRAPH.initializer) {
      const { name, file } = await readTensor(reader, field);
      weights.add(name);
      if (file !== null) files.add(file);
    }
    // Old files list their weights among the inputs, which may be many.
    if (inputs.length > 100 * MAX_LISTED || outputs.length > MAX_LISTED || files.size > MAX_LISTED) {
      throw notOnnx('it has too many inputs or outputs');
    }
  }
  return { inputs: inputs.filter(({ name }) => !weights.has(name)), outputs, externalFiles: [...files] };
};

const readOpset = async (reader: WireReader, { start, end }: Range): Promise<number | null> => {
  let domain = '';
  let version: number | null = null;
  for await (const field of reader.fields(start, end)) {
    if (isRange(field)) domain = await reader.text(field.start, field.end);
    else version = field.value;
  }
  return domain === '' || domain === 'ai.onnx' ? version : null;
};

const addMetadata = async (reader: WireReader, field: Range, metadata: Map<string, string>): Promise<void> => {
  const entry = await textsOf(reader, field);
  metadata.set(entry.get(1) ?? '', entry.get(2) ?? '');
  if (metadata.size > MAX_LISTED) throw notOnnx('it has too much metadata');
};

const readModel = async (reader: WireReader): Promise<OnnxHeader> => {
  const metadata = new Map<string, string>();
  let producer = '';
  let opset: number | null = null;
  let version: number | null = null;
  let graph: Graph | null = null;
  for await (const field of reader.fields(0, reader.bytes)) {
    if (!isRange(field)) {
      if (field.id === MODEL.irVersion) version = field.value;
    } else if (field.id === MODEL.producer) producer = await reader.text(field.start, field.end);
    else if (field.id === MODEL.graph) graph = await readGraph(reader, field);
    else if (field.id === MODEL.opset) opset = (await readOpset(reader, field)) ?? opset;
    else if (field.id === MODEL.metadata) await addMetadata(reader, field, metadata);
  }
  if (graph === null || version === null || version < 1 || version > 100) throw notOnnx('it holds no graph');
  return { producer, opset, metadata, ...graph };
};

const readHeader = async (source: WireSource): Promise<OnnxHeader> => {
  const reader = createWireReader(source);
  try {
    return await readModel(reader);
  } finally {
    await reader.close();
  }
};

/**
 * What an ONNX file says of itself. Its bytes are read as data by this process and given to no runtime, which may end the
 * process on a hostile file; its weights are passed over, so that one of gigabytes costs as little as a small one.
 * @throws HeshengError PACK_INVALID when it is no ONNX file, or a truncated one; faults of the file system as they are
 */
export const readOnnxHeader = async (path: string): Promise<OnnxHeader> => readHeader(await openFileSource(path));

/** The same of bytes that were read already, so that what is looked at is what is loaded. */
export const readOnnxHeaderOf = (content: Uint8Array): Promise<OnnxHeader> => readHeader(memorySource(content));
