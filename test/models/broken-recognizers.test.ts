import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { openTokenRecognizer } from '../../src/asr/onnx-token-recognizer.js';
import { metadataRules } from '../../src/model/onnx/metadata-rules.js';
import { readOnnxHeaderOf } from '../../src/model/onnx/onnx-header.js';
import type { PackFamily } from '../../src/model/pack/families.js';
import type { Pack } from '../../src/model/pack/pack.js';
import { speechLike } from '../audio/speech-like.js';
import { seededRandom } from '../fuzz/seeded-random.js';
import { ctcNetwork, tinyFireRedCtc, tinySenseVoice, tinyWenetCtc, tinyZipformerCtc } from './tiny/ctc-models.js';
import { bytes, writeOnnx } from './tiny/onnx-writer.js';
import { type TinyModel, tokenLines } from './tiny/tiny-pack.js';
import { tinyPackFolder } from './with-tiny-pack.js';

// A loaded machine takes its time; nothing here depends on it.
t.setTimeout(300_000);

const SOUND = speechLike({ seconds: 1, sampleRateHz: 16_000 });

const networkOf = ({ files }: TinyModel): Buffer => files.find(({ kind }) => kind === 'network')!.content;
const tokensOf = ({ files }: TinyModel): readonly string[] =>
  files
    .find(({ kind }) => kind === 'labels')!
    .content.toString()
    .trim()
    .split('\n')
    .map((line) => line.slice(0, line.lastIndexOf(' ')));

const withFile = (model: TinyModel, kind: 'network' | 'labels', content: Buffer): TinyModel => ({
  ...model,
  files: model.files.map((file) => (file.kind === kind ? { ...file, content } : file)),
});

/** The same network with another value of a key, or without it. */
const withMetadata = async (model: TinyModel, key: string, value: string | null): Promise<TinyModel> => {
  const network = networkOf(model);
  const old = (await readOnnxHeaderOf(network)).metadata.get(key);
  const entry = (content: string) => bytes(14, bytes(1, key), bytes(2, content));
  const rest = old === undefined ? [network] : cutOut(network, entry(old));
  return withFile(model, 'network', Buffer.concat([...rest, ...(value === null ? [] : [entry(value)])]));
};

const cutOut = (whole: Buffer, part: Buffer): readonly Buffer[] => {
  const at = whole.indexOf(part);
  return [whole.subarray(0, at), whole.subarray(at + part.length)];
};

/** That a pack whose hashes are right is refused all the same; what is said names no folder. */
const refused = async (
  t: Test,
  model: TinyModel,
  detail: RegExp,
  change: (pack: Pack) => Partial<Pack> = () => ({}),
): Promise<void> => {
  const { dir, pack } = await tinyPackFolder(t, model);
  const opened = openTokenRecognizer(dir, { ...pack, ...change(pack) }, 1);
  await t.rejects(opened, { code: 'MODEL_INVALID', detail }, `${model.family}: ${detail.source}`);
  t.notMatch(await opened.catch(({ detail }) => detail), dir);
};

const MODELS = [tinySenseVoice(), tinyZipformerCtc(), tinyWenetCtc(), tinyFireRedCtc()];

t.test('files that are not those of the pack are refused', async (t) => {
  for (const model of MODELS) {
    for (const { path, content } of model.files) {
      const { dir, pack } = await tinyPackFolder(t, model);
      const file = join(dir, path);
      const named = (fault: string) => ({ code: 'MODEL_INVALID', detail: `${path} ${fault}` });
      const flipped = Buffer.from(content);
      flipped[10]! ^= 1;
      await writeFile(file, flipped);
      await t.rejects(openTokenRecognizer(dir, pack, 1), named('does not have the SHA-256 of its manifest'));
      await writeFile(file, content.subarray(1));
      const size = `has ${content.length - 1} bytes, its manifest says ${content.length}`;
      await t.rejects(openTokenRecognizer(dir, pack, 1), named(size));
      await rm(file);
      await t.rejects(openTokenRecognizer(dir, pack, 1), named('cannot be read'));
    }
  }
});

t.test('a network cut anywhere is refused', async (t) => {
  const model = tinySenseVoice();
  const whole = networkOf(model);
  for (let end = 1; end < whole.length; end += 499) {
    await refused(t, withFile(model, 'network', whole.subarray(0, end)), /^model\.onnx /);
  }
});

t.test('metadata that is missing is named', async (t) => {
  for (const model of MODELS) {
    const { metadata } = await readOnnxHeaderOf(networkOf(model));
    for (const key of Object.keys(metadataRules(model.family, 'network', metadata))) {
      // Without its type a network is of no family, unless other keys tell.
      const detail =
        key === 'model_type' ? /family|model_type/ : new RegExp(`^model\\.onnx lacks the metadata ${key}$`);
      await refused(t, await withMetadata(model, key, null), detail);
    }
  }
});

t.test('metadata that cannot be is named', async (t) => {
  const wrong: readonly (readonly [TinyModel, string, string])[] = [
    [tinySenseVoice(), 'vocab_size', '26'],
    [tinySenseVoice(), 'vocab_size', 'many'],
    [tinySenseVoice(), 'lfr_window_shift', '0'],
    [tinySenseVoice(), 'lfr_window_shift', '8'],
    [tinySenseVoice(), 'normalize_samples', '2'],
    [tinySenseVoice(), 'without_itn', '16'],
    [tinySenseVoice(), 'lang_auto', '-1'],
    [tinySenseVoice(), 'neg_mean', '1,2,3'],
    [tinySenseVoice(), 'inv_stddev', 'nan'],
    [tinySenseVoice(), 'blank_id', '99'],
    [tinyWenetCtc(), 'subsampling_factor', '8'],
    [tinyWenetCtc(), 'vocab_size', '5000'],
    [tinyFireRedCtc(), 'subsampling_factor', '2'],
    [tinyFireRedCtc(), 'cmvn_mean', '1,'.repeat(79)],
  ];
  for (const [model, key, value] of wrong) {
    const tokens = key === 'blank_id' || (key === 'vocab_size' && value !== 'many');
    await refused(t, await withMetadata(model, key, value), tokens ? /^tokens\.txt has \d+ tokens/ : new RegExp(key));
  }
  const nano = await withMetadata(tinySenseVoice(), 'comment', 'Fun-ASR-Nano-2512');
  await refused(t, nano, /^model\.onnx says that its family is sense-voice-nano/);
});

t.test('a network of another family than its pack is refused, although inputs and outputs are alike', async (t) => {
  for (const model of [tinyZipformerCtc(), tinyWenetCtc(), tinyFireRedCtc()]) {
    for (const family of ['zipformer-ctc', 'wenet-ctc', 'fire-red-ctc'] as const) {
      if (family === model.family) continue;
      await refused(t, { ...model, family }, new RegExp(`its family is ${model.family}, not ${family}$`));
    }
  }
  await refused(t, { ...tinyZipformerCtc(), family: 'paraformer' }, /family paraformer, whose posteriors/);
  await refused(t, tinyZipformerCtc(), /hears 8000 Hz/, () => ({ sampleRateHz: 8_000 }));
  const noNetwork = ({ files }: Pack) => ({ files: files.filter(({ kind }) => kind !== 'network') });
  await refused(t, tinyZipformerCtc(), /^model tiny-zipformer-ctc lists no network file$/, noNetwork);
});

t.test('weights in other files are refused', async (t) => {
  const weight = { name: 'w', dims: [1], data: Float32Array.of(0), externalFile: '/etc/passwd' };
  const network = writeOnnx({ inputs: [], outputs: [], operations: [], weights: [weight] });
  await refused(t, withFile(tinyZipformerCtc(), 'network', network), /^model\.onnx keeps weights in other files$/);
});

t.test('tokens that are not those of the network are refused', async (t) => {
  const unlabelled = () => ({ labels: null });
  for (const model of MODELS) {
    const tokens = tokensOf(model);
    const refuse = (lines: readonly string[], detail: RegExp) =>
      refused(t, withFile(model, 'labels', tokenLines(lines)), detail, unlabelled);
    const count = /^(tokens\.txt has \d+ tokens, the network \d+|model\.onnx has \d+ outputs for \d+ tokens)$/;
    await refuse([...tokens, '多'], count);
    await refuse(tokens.slice(0, -1), count);
    await refused(t, withFile(model, 'labels', Buffer.from('一\n二\n三\n')), /^tokens\.txt is no list of tokens$/);
    const other = (pack: Pack) => ({ labels: { count: pack.labels!.count, blank: 1 } });
    await refused(t, model, /^tokens\.txt has \d+ tokens with blank 0, its pack says \d+ with 1$/, other);
    if (model.family !== 'sense-voice') await refuse(['<nothing>', ...tokens.slice(1)], /has none of the blanks <blk>/);
  }
});

const CTC = {
  tokens: tokensOf(tinyZipformerCtc()),
  blank: 0,
  subsampling: { frames: 9, step: 4, padding: 0 },
  gain: 0.5,
  names: { x: 'x', lens: 'x_lens', out: 'log_probs', outLens: 'log_probs_len' },
  metadata: { model_type: 'zipformer2_ctc' },
};
const changed = (change: Partial<Parameters<typeof ctcNetwork>[0]>): TinyModel =>
  withFile(tinyZipformerCtc(), 'network', ctcNetwork({ ...CTC, ...change }));

t.test('other inputs and outputs are refused', async (t) => {
  const detail = /^model\.onnx does not have the inputs and outputs of a zipformer-ctc network$/;
  await refused(t, changed({ bands: 40 }), detail);
  const senseVoice = await withMetadata(tinySenseVoice(), 'model_type', 'zipformer2_ctc');
  const family: PackFamily = 'zipformer-ctc';
  await refused(t, withFile({ ...senseVoice, family }, 'labels', tokenLines(CTC.tokens)), detail, () => ({
    labels: null,
  }));
  const other = writeOnnx({
    metadata: CTC.metadata,
    inputs: [{ name: 'x', shape: ['N'] }],
    outputs: [{ name: 'y', shape: ['N'] }],
    weights: [],
    operations: [{ op: 'NoSuchOperator', inputs: ['x'], outputs: ['y'] }],
  });
  await refused(t, withFile(tinyZipformerCtc(), 'network', other), /^model\.onnx is not a network that this runtime/);
});

/** The same network, which says that other rows count than those that it gives. */
const miscounting = (network: Buffer, by: bigint): Buffer => {
  const content = Buffer.from(network);
  const name = bytes(8, 'shift');
  content.writeBigInt64LE(by, content.indexOf(name) + name.length + 2);
  return content;
};

/** As many outputs a row as there are frames of sound, which no file can say. */
const sideways = (): TinyModel =>
  withFile(
    tinyZipformerCtc(),
    'network',
    writeOnnx({
      metadata: CTC.metadata,
      inputs: [
        { name: 'x', shape: ['N', 'T', 80] },
        { name: 'x_lens', type: 'int64', shape: ['N'] },
      ],
      outputs: [
        { name: 'y', shape: ['N', 80, 'T'] },
        { name: 'y_lens', type: 'int64', shape: ['N'] },
      ],
      weights: [],
      operations: [
        { op: 'Transpose', inputs: ['x'], outputs: ['y'], attributes: { perm: [0, 2, 1] } },
        { op: 'Identity', inputs: ['x_lens'], outputs: ['y_lens'] },
      ],
    }),
  );

t.test('what a network gives is looked at each time', async (t) => {
  const wrong: readonly (readonly [TinyModel, RegExp])[] = [
    [sideways(), /^the network gave 1x80x100 for 20 tokens$/],
    [changed({ gain: Number.NaN }), /^row 0 of the network's output is no distribution$/],
    [changed({ finish: 'Softmax' }), /^row 0 of the network's output is no distribution$/],
    [changed({ subsampling: { frames: 9, step: 2, padding: 0 } }), /^the network gave 46 rows for 100 frames$/],
    [changed({ subsampling: { frames: 9, step: 8, padding: 0 } }), /^the network gave 12 rows for 100 frames$/],
    [
      withFile(tinyZipformerCtc(), 'network', miscounting(ctcNetwork(CTC), 400n)),
      /^the network gave 23 rows and says that 125 of them count$/,
    ],
    [
      withFile(tinyZipformerCtc(), 'network', miscounting(ctcNetwork(CTC), -80n)),
      /^the network gave 5 rows for 100 frames$/,
    ],
  ];
  for (const [model, message] of wrong) {
    const { dir, pack } = await tinyPackFolder(t, model);
    const recognizer = await openTokenRecognizer(dir, pack, 1);
    await t.rejects(recognizer.recognise(SOUND), { message });
  }
});

t.test('a damaged network is refused, or fails, or gives distributions', async (t) => {
  const random = seededRandom(5);
  const outcomes = { refused: 0, failed: 0, heard: 0 };
  for (let round = 0; round < 60; round++) {
    const model = random.pick(MODELS);
    const network = Buffer.from(networkOf(model));
    for (let flip = 0; flip < 3; flip++) network[random.below(network.length)]! ^= 1 << random.below(8);
    const { dir, pack } = await tinyPackFolder(t, withFile(model, 'network', network));
    const recognizer = await openTokenRecognizer(dir, pack, 1).catch((error: { readonly code?: string }) => {
      t.equal(error.code, 'MODEL_INVALID');
      return null;
    });
    if (recognizer === null) outcomes.refused += 1;
    else {
      const heard = await recognizer.recognise(SOUND).catch(() => null);
      outcomes[heard === null ? 'failed' : 'heard'] += 1;
    }
  }
  t.ok(outcomes.refused > 0 && outcomes.heard > 0, JSON.stringify(outcomes));
});
