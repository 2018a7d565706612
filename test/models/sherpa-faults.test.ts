import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import type { SherpaFamily } from '../../src/asr/family-abilities.js';
import { type SherpaConfig, sherpaConfig } from '../../src/asr/sherpa-config.js';
import { inChild, type Outcome } from './support/child.js';
import { withContent, withMetadata, withoutMetadata } from './tiny/damage.js';
import { writeOnnx } from './tiny/onnx-writer.js';
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

/** A network whose inputs and outputs are right, and which fails when it runs: it multiplies what does not fit. */
const failing = (kind: 'sense-voice' | 'ctc', count: number): Buffer =>
  writeOnnx({
    metadata: { model_type: 'zipformer2_ctc' },
    inputs: [
      { name: 'x', shape: ['N', 'T', kind === 'ctc' ? 80 : 560] },
      ...(kind === 'ctc' ? ['lens'] : ['lens', 'language', 'text_norm']).map((name) => ({
        name,
        type: kind === 'ctc' ? ('int64' as const) : ('int32' as const),
        shape: ['N'],
      })),
    ],
    outputs: [
      { name: 'out', shape: ['N', 'T', count] },
      ...(kind === 'ctc' ? [{ name: 'out_lens', type: 'int64' as const, shape: ['N'] }] : []),
    ],
    weights: [{ name: 'sizes', dims: [3], data: BigInt64Array.of(1n, 7n, BigInt(count)) }],
    operations: [
      { op: 'Reshape', inputs: ['x', 'sizes'], outputs: ['out'] },
      ...(kind === 'ctc' ? [{ op: 'Identity', inputs: ['lens'], outputs: ['out_lens'] }] : []),
    ],
  });

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
  const unknown = withContent(zipformer, 'network', (network) =>
    Buffer.from(network.toString('latin1').replace('LogSoftmax', 'LogSoftmix'), 'latin1'),
  );
  t.match(await open(unknown), { code: 'MODEL_INVALID', detail: 'sherpa-onnx cannot load the model' });
  t.match(await open(withContent(zipformer, 'network', () => failing('ctc', 20))), { code: 'ENGINE_FAILURE' });
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

t.test('a SenseVoice that fails while it runs is no empty text', async (t) => {
  const senseVoice = modelOf('sense-voice');
  const count = senseVoice.files[1]!.content.toString().trim().split('\n').length;
  const whole = senseVoice.files[0]!.content;
  // The metadata of the real one behind the graph of the failing one.
  const metadata = whole.subarray(whole.lastIndexOf(Buffer.from('lfr_window_size')) - 4);
  const broken = withContent(senseVoice, 'network', () => Buffer.concat([failing('sense-voice', count), metadata]));
  t.match(await open(broken), { code: 'ENGINE_FAILURE' });
});

t.test('of a Whisper that fails while it runs nothing is seen but that it writes nothing', async (t) => {
  const whisper = modelOf('whisper');
  const broken = withContent(whisper, 'encoder', (network) => withMetadata(network, 'n_text_layer', '2'));
  t.strictSame(await open(broken), { tokens: 0 });
});
