import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import type { SherpaFamily } from '../../src/asr/family-abilities.js';
import { type SherpaConfig, sherpaConfig } from '../../src/asr/sherpa-config.js';
import { readOnnxHeader } from '../../src/model/onnx/onnx-header.js';
import { inChild, type Outcome } from './support/child.js';
import { withContent, withMetadata, withoutMetadata } from './tiny/damage.js';
import { type Slot, writeOnnx } from './tiny/onnx-writer.js';
import { TINY_MODELS } from './tiny/tiny-models.js';
import { type TinyModel, writeTinyPack } from './tiny/tiny-pack.js';

// Each case is a process of its own.
t.setTimeout(300_000);

const root = await mkdtemp(join(tmpdir(), 'hesheng-faults-'));
t.teardown(() => rm(root, { recursive: true }));
let folders = 0;

const modelOf = (name: string): TinyModel => TINY_MODELS.find((model) => model.name === name)!.make();

/** What becomes of a process that opens this model with all checks. */
const open = async (model: TinyModel): Promise<Outcome> => {
  const dir = join(root, `${folders++}`);
  return inChild({ dir, pack: await writeTinyPack(dir, model) });
};

/** What becomes of a process that hands a model of one network to sherpa-onnx unchecked. */
const openUnchecked = async (family: SherpaFamily, model: TinyModel): Promise<Outcome> => {
  const dir = join(root, `${folders++}`);
  await writeTinyPack(dir, model);
  const paths = { network: join(dir, 'model.onnx'), labels: join(dir, 'tokens.txt') };
  return inChild({ config: sherpaConfig(family, paths, '', 1) });
};

const died = (outcome: Outcome): boolean => typeof outcome === 'object' && 'died' in outcome;

const zipformer = modelOf('zipformer-ctc');
const noise = (length: number): Buffer => Buffer.from(Array.from({ length }, (_, at) => (at * 73) & 0xff));

/** A network whose inputs and outputs are right, and which fails when it runs: it folds what does not fit. */
const failing = (
  inputs: readonly Slot[],
  outputs: readonly Slot[],
  metadata: Readonly<Record<string, string>>,
): Buffer =>
  writeOnnx({
    metadata,
    inputs,
    outputs,
    weights: [{ name: 'sizes', dims: [3], data: BigInt64Array.of(1n, 7n, 11n) }],
    operations: [
      { op: 'Reshape', inputs: [inputs[0]!.name, 'sizes'], outputs: [outputs[0]!.name] },
      // Lengths go through.
      ...outputs.slice(1).map((slot) => ({ op: 'Identity', inputs: [inputs[1]!.name], outputs: [slot.name] })),
    ],
  });

const frames = (width: number): Slot => ({ name: 'x', shape: ['N', 'T', width] });
const out = (width: number | string): Slot => ({ name: 'out', shape: ['N', 'T_out', width] });
const lengths = (name: string, type: 'int32' | 'int64'): Slot => ({ name, type, shape: ['N'] });

/** The metadata of a tiny network, as its file ends with it. */
const metadataOf = async ({ content }: TinyModel['files'][number]): Promise<Readonly<Record<string, string>>> => {
  const path = join(root, 'network.onnx');
  await writeFile(path, content);
  return Object.fromEntries((await readOnnxHeader(path)).metadata);
};

t.test('the child answers for a good model', async (t) => {
  t.match(await open(zipformer), { tokens: Number });
});

t.test('what the checks see ends no process', async (t) => {
  const cut = withContent(zipformer, 'network', (network) => network.subarray(0, network.length / 2));
  t.match(await open(cut), { code: 'MODEL_INVALID', detail: /^model.onnx / });
  t.match(await open(withContent(zipformer, 'network', () => noise(50_000))), { code: 'MODEL_INVALID' });
  const silent = withContent(modelOf('sense-voice'), 'network', (network) => withMetadata(network, 'vocab_size', '-1'));
  t.match(await open(silent), {
    code: 'MODEL_INVALID',
    detail: 'model.onnx metadata vocab_size is no whole number above 0',
  });
});

t.test('what the checks see would end a process', async (t) => {
  const blank = withContent(zipformer, 'labels', (lines) => Buffer.from(lines.toString().replace('<blk>', '<b>')));
  t.ok(died(await openUnchecked('zipformer-ctc', blank)), 'no blank');
  const size = withContent(modelOf('wenet-ctc'), 'network', (network) =>
    withoutMetadata(network, 'subsampling_factor', '4'),
  );
  t.ok(died(await openUnchecked('wenet-ctc', size)), 'metadata missing');
  const type = withContent(modelOf('fire-red-ctc'), 'network', (network) =>
    withMetadata(network, 'model_type', 'other'),
  );
  t.ok(died(await openUnchecked('fire-red-ctc', type)), 'another type');
});

t.test('without the checks onnxruntime refuses what is no network, and the process lives', async (t) => {
  const cut = withContent(zipformer, 'network', (network) => network.subarray(0, network.length / 2));
  const refused = { code: 'MODEL_INVALID', detail: 'sherpa-onnx cannot load the model' };
  t.strictSame(await openUnchecked('zipformer-ctc', cut), refused);
  t.strictSame(
    await openUnchecked(
      'zipformer-ctc',
      withContent(zipformer, 'network', () => noise(50_000)),
    ),
    refused,
  );
});

t.test('a key that sherpa-onnx does not know never reaches it', async (t) => {
  const config = { modelConfig: { zipformerCTC: { model: '/none' } } } as SherpaConfig;
  t.match(await inChild({ config }), { code: 'thrown', detail: /does not read modelConfig.zipformerCTC/ });
});

const replaced = (name: string, path: RegExp, change: (text: string) => string): TinyModel => {
  const model = modelOf(name);
  return {
    ...model,
    files: model.files.map((file) =>
      path.test(file.path) ? { ...file, content: Buffer.from(change(file.content.toString())) } : file,
    ),
  };
};

t.test('a network that cannot run is refused, or fails on the recording', async (t) => {
  const failingZipformer = withContent(zipformer, 'network', () =>
    failing([frames(80), lengths('lens', 'int64')], [out(20), lengths('out_lens', 'int64')], {
      model_type: 'zipformer2_ctc',
    }),
  );
  const unknown = withContent(zipformer, 'network', (network) =>
    Buffer.from(network.toString('latin1').replace('LogSoftmax', 'LogSoftmix'), 'latin1'),
  );
  t.match(await open(unknown), { code: 'MODEL_INVALID', detail: 'sherpa-onnx cannot load the model' });
  t.match(await open(failingZipformer), { code: 'ENGINE_FAILURE' });
});

/** Faults that show only when sherpa-onnx has loaded the model: its process ends, and the parent sees it. */
const DEADLY: Readonly<Record<string, TinyModel>> = {
  'a tokenizer without vocabulary': replaced('fun-asr-nano', /vocab\.json$/, () => 'no json'),
  'a tokenizer without a special token': replaced('qwen3-asr', /tokenizer_config\.json$/, (text) =>
    text.replace('<asr_text>', '<asr_tixt>'),
  ),
};

for (const [name, model] of Object.entries(DEADLY)) {
  t.test(`${name} ends the child, and its parent sees that`, async (t) => {
    const outcome = await open(model);
    t.ok(died(outcome), JSON.stringify(outcome));
  });
}

/** Models that pass all checks and fail while they run, by what is seen of that. */
const FAILING: Readonly<Record<string, readonly [() => Promise<TinyModel>, 'failure' | 'nothing']>> = {
  'sense-voice': [
    async () => {
      const model = modelOf('sense-voice');
      const metadata = await metadataOf(model.files[0]!);
      const given = ['lens', 'language', 'text_norm'].map((name) => lengths(name, 'int32'));
      const network = failing([frames(560), ...given], [out(Number(metadata.vocab_size))], metadata);
      return withContent(model, 'network', () => network);
    },
    'failure',
  ],
  paraformer: [
    async () => {
      const model = modelOf('paraformer-without-times');
      const metadata = await metadataOf(model.files[0]!);
      const counts = lengths('token_num', 'int32');
      const network = failing(
        [frames(560), lengths('lens', 'int32')],
        [out(Number(metadata.vocab_size)), counts],
        metadata,
      );
      return withContent(model, 'network', () => network);
    },
    'nothing',
  ],
  'zipformer-transducer': [
    async () =>
      withContent(modelOf('zipformer-transducer'), 'decoder', (network) => withMetadata(network, 'context_size', '3')),
    'failure',
  ],
  'fire-red-aed': [
    async () => withContent(modelOf('fire-red-aed'), 'encoder', (network) => withMetadata(network, 'head_dim', '5')),
    'failure',
  ],
  whisper: [
    async () => withContent(modelOf('whisper'), 'encoder', (network) => withMetadata(network, 'n_text_layer', '2')),
    'nothing',
  ],
  moonshine: [
    async () =>
      withContent(modelOf('moonshine'), 'encoder', () =>
        failing([frames(16), lengths('lens', 'int32')], [out('D')], {}),
      ),
    'nothing',
  ],
};

for (const [name, [make, seen]] of Object.entries(FAILING)) {
  t.test(`of a ${name} that fails while it runs is seen: ${seen}`, async (t) => {
    const outcome = await open(await make());
    t.match(outcome, seen === 'nothing' ? { tokens: 0 } : { code: 'ENGINE_FAILURE' }, JSON.stringify(outcome));
  });
}
