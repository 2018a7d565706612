import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import t from 'tap';
import { bytes, number, varint } from '../../../test/models/tiny/onnx-writer.js';
import { INSTALLATION_DIR } from '../../config/installation.js';
import { readRegistry } from '../registry.js';
import { guessFamily } from './guess-family.js';
import { missingMetadata } from './metadata-faults.js';
import { onnxFile } from './onnx-file.fixture.js';
import { type OnnxHeader, readOnnxHeader } from './onnx-header.js';

const folder = await mkdtemp(join(tmpdir(), 'hesheng-onnx-'));
t.teardown(() => rm(folder, { recursive: true }));
const path = join(folder, 'model.onnx');

const read = async (content: Uint8Array): Promise<OnnxHeader> => {
  await writeFile(path, content);
  return readOnnxHeader(path);
};

const FIXTURE = {
  metadata: { model_type: 'wenet_ctc', vocab_size: '5000' },
  inputs: { x: ['N', 'T', 80], x_lens: ['N'] },
  outputs: { log_probs: ['N', 'T', 5_000] },
} as const;

t.test('head, metadata, inputs and outputs are read; weights are no inputs', async (t) => {
  const header = await read(onnxFile(FIXTURE));
  t.match(header, { producer: 'fixture', opset: 17, externalFiles: [] });
  t.strictSame([...header.metadata], Object.entries(FIXTURE.metadata));
  t.strictSame(header.inputs, [
    { name: 'x', type: 'float32', shape: ['N', 'T', 80] },
    { name: 'x_lens', type: 'float32', shape: ['N'] },
  ]);
  t.strictSame(header.outputs, [{ name: 'log_probs', type: 'float32', shape: ['N', 'T', 5_000] }]);
});

t.test('the embedded networks say what their manifest says, as the runtime does', async (t) => {
  const { dir, entries } = await readRegistry(join(INSTALLATION_DIR, 'models', 'embedded'));
  const plain = (
    slots: readonly { readonly name: string; readonly type: string; readonly shape: readonly unknown[] }[],
  ) =>
    slots.map(({ name, type, shape }) => ({
      name,
      type,
      shape: shape.map((size) => (typeof size === 'number' ? size : '*')),
    }));
  for (const { id, family, files, inputs, outputs } of entries) {
    const header = await readOnnxHeader(join(dir, files[0]!.path));
    t.strictSame(plain(header.inputs), plain(inputs), id);
    t.strictSame(plain(header.outputs), plain(outputs), id);
    t.equal(guessFamily(header), family);
  }
});

t.test('a file of gigabytes costs no more than a small one', async (t) => {
  // A sparse file: four gigabytes of weights that are passed over.
  const size = 4 * 1_024 ** 3;
  const head = Buffer.concat([number(1, 8), bytes(2, 'fixture')]);
  const tensor = Buffer.concat([bytes(8, 'weight'), varint(9 * 8 + 2), varint(size)]);
  const initializer = Buffer.concat([varint(5 * 8 + 2), varint(tensor.length + size), tensor]);
  const graph = Buffer.concat([varint(7 * 8 + 2), varint(initializer.length + size)]);
  const start = Buffer.concat([head, graph, initializer]);
  const handle = await open(path, 'w');
  await handle.write(start, 0, start.length, 0);
  const end = bytes(14, bytes(1, 'model_type'), bytes(2, 'paraformer'));
  await handle.write(end, 0, end.length, start.length + size);
  await handle.close();
  const before = process.memoryUsage().rss;
  const { metadata } = await readOnnxHeader(path);
  t.equal(metadata.get('model_type'), 'paraformer');
  t.ok(process.memoryUsage().rss - before < 200_000_000);
});

t.test('a file cut anywhere is refused, or lacks only what comes last', async (t) => {
  const whole = onnxFile(FIXTURE);
  for (let end = 0; end < whole.length; end++) {
    const result = await read(whole.subarray(0, end)).catch((error: unknown) => error);
    if (result instanceof Error) t.match(result, { code: 'PACK_INVALID' }, `${end}`);
    else t.ok((result as OnnxHeader).metadata.size < 2, `${end}`);
  }
});

t.test('any bytes at all are read or refused', async (t) => {
  const whole = onnxFile(FIXTURE);
  const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 200 }), damage), async (input) => {
      const content = input instanceof Uint8Array ? input : Buffer.from(whole);
      if (!(input instanceof Uint8Array)) for (const [at, byte] of input) content[at] = byte;
      const result = await read(content).catch((error: unknown) => error);
      return !(result instanceof Error) || ('code' in result && result.code === 'PACK_INVALID');
    }),
    { numRuns: 300 },
  );
  t.pass('300 files');
});

t.test('impossible files are refused', async (t) => {
  const model = (...parts: readonly Buffer[]) => Buffer.concat([number(1, 8), ...parts]);
  const impossible: Record<string, Buffer> = {
    'no graph': model(bytes(2, 'x')),
    'no version': bytes(7, bytes(2, 'graph')),
    'a version of tomorrow': Buffer.concat([number(1, 101), bytes(7)]),
    'a field longer than the file': model(Buffer.concat([varint(7 * 8 + 2), varint(1e15)])),
    'a number without end': model(Buffer.alloc(20, 0xff)),
    'field number 0': model(Buffer.from([0, 0])),
    'an unknown kind of field': model(Buffer.from([7 * 8 + 3])),
    'a text of megabytes': model(bytes(2, Buffer.alloc(2 << 20, 97)), bytes(7)),
    'too much metadata': model(bytes(7), ...Array.from({ length: 1_001 }, (_, at) => bytes(14, bytes(1, `${at}`)))),
    'a shape of 40 dimensions': model(
      bytes(7, bytes(11, bytes(2, bytes(1, bytes(2, ...Array.from({ length: 40 }, () => bytes(1, number(1, 1)))))))),
    ),
    'too many outputs': model(bytes(7, ...Array.from({ length: 1_001 }, () => bytes(12, bytes(1, 'y'))))),
  };
  for (const [name, content] of Object.entries(impossible))
    await t.rejects(read(content), { code: 'PACK_INVALID' }, name);
});

t.test('fields that are not known are passed over', async (t) => {
  const fixed = Buffer.concat([
    varint(50 * 8 + 1),
    Buffer.alloc(8),
    varint(51 * 8 + 5),
    Buffer.alloc(4),
    number(52, 3),
  ]);
  const header = await read(Buffer.concat([fixed, onnxFile(FIXTURE), bytes(8, bytes(1, 'com.example'), number(2, 1))]));
  t.equal(header.opset, 17);
});

t.test('weights in other files are named', async (t) => {
  t.strictSame((await read(onnxFile({ externalFile: '../secret' }))).externalFiles, ['../secret']);
});

t.test('the family follows from the metadata', async (t) => {
  const guess = async (metadata: Record<string, string>) => guessFamily(await read(onnxFile({ metadata })));
  for (const [type, family] of Object.entries({
    sense_voice_ctc: 'sense-voice',
    paraformer: 'paraformer',
    zipformer2_ctc: 'zipformer-ctc',
    wenet_ctc: 'wenet-ctc',
    telespeech_ctc: 'telespeech-ctc',
    zipformer2: 'zipformer-transducer',
    'whisper-base': 'whisper',
  })) {
    t.equal(await guess({ model_type: type }), family);
  }
  t.equal(await guess({ model_type: 'sense_voice_ctc', comment: 'Fun-ASR-Nano-2512' }), 'sense-voice-nano');
  t.equal(await guess({ model_type: 'fire-red-asr-2-ctc' }), 'fire-red-ctc');
  t.equal(await guess({ framework: 'wespeaker' }), 'wespeaker');
  t.equal(await guess({ cmvn_mean: '', cmvn_inv_stddev: '' }), 'fire-red-ctc');
  t.equal(await guess({ cmvn_mean: '', cmvn_inv_stddev: '', num_decoder_layers: '2' }), 'fire-red-aed');
  t.equal(await guess({ mean: '', invstd: '' }), 'dolphin-ctc');
  for (const type of ['', 'constructor', '__proto__', 'sense_voice_ctc '])
    t.equal(await guess({ model_type: type }), null, type);
});

t.test('metadata that is missing is named', async (t) => {
  const header = await read(onnxFile({ metadata: { model_type: 'paraformer', vocab_size: '1' } }));
  t.strictSame(missingMetadata('paraformer', header), [
    'lfr_window_size',
    'lfr_window_shift',
    'neg_mean',
    'inv_stddev',
  ]);
  t.strictSame(missingMetadata('moonshine', header), []);
});
