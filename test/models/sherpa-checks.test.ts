import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { checkSherpaPack } from '../../src/asr/check-sherpa-pack.js';
import { isSherpaFamily } from '../../src/asr/family-abilities.js';
import { metadataRules } from '../../src/model/onnx/metadata-rules.js';
import { readOnnxHeader } from '../../src/model/onnx/onnx-header.js';
import type { FileKind } from '../../src/model/pack/families.js';
import { withContent, withMetadata, withoutMetadata } from './tiny/damage.js';
import { TINY_MODELS } from './tiny/tiny-models.js';
import { type TinyModel, tokenLines, writeTinyPack } from './tiny/tiny-pack.js';

const root = await mkdtemp(join(tmpdir(), 'hesheng-checks-'));
t.teardown(() => rm(root, { recursive: true }));
let folders = 0;

/** What the checks say of a model; nothing is loaded. */
const check = async (model: TinyModel): Promise<unknown> => {
  const dir = join(root, `${folders++}`);
  const pack = await writeTinyPack(dir, model);
  if (!isSherpaFamily(model.family)) throw new RangeError(model.family);
  return checkSherpaPack(dir, model.family, pack).catch((error: unknown) => error);
};

const isNetwork = ({ path }: TinyModel['files'][number]): boolean => path.endsWith('.onnx');

for (const { name, make } of TINY_MODELS) {
  const model = make();
  const networks = model.files.filter(isNetwork);

  t.test(`${name}: nothing is wrong with the tiny model itself`, async (t) => {
    t.notMatch(await check(model), Error);
  });

  t.test(
    `${name}: every piece of metadata that is needed is missed, and refused when it is not of its kind`,
    async (t) => {
      for (const { kind, path, content } of networks) {
        const at = join(root, 'network.onnx');
        await writeFile(at, content);
        const { metadata } = await readOnnxHeader(at);
        for (const [key, rule] of Object.entries(metadataRules(model.family, kind, metadata))) {
          const value = metadata.get(key)!;
          const without = withContent(model, kind, (network) => withoutMetadata(network, key, value));
          t.match(await check(without), { code: 'MODEL_INVALID', detail: `${path} lacks the metadata ${key}` });
          if (rule.is === 'text') continue;
          const wrong = withContent(model, kind, (network) => withMetadata(network, key, '1, ?'));
          t.match(
            await check(wrong),
            { code: 'MODEL_INVALID', detail: new RegExp(`metadata ${key} `) },
            `${key} wrong`,
          );
        }
      }
      t.pass('all of them');
    },
  );

  t.test(`${name}: a network cut anywhere, empty or of random bytes is refused`, async (t) => {
    for (const { kind, path, content } of networks) {
      for (const share of [0.01, 0.5, 0.9]) {
        const cut = withContent(model, kind, () => content.subarray(0, Math.ceil(content.length * share)));
        t.match(await check(cut), { code: 'MODEL_INVALID', detail: new RegExp(`^${path} `) }, `${path} ${share}`);
      }
      const noise = withContent(model, kind, () =>
        Buffer.from(content.map((byte, at) => (byte * 167 + at * 31) & 0xff)),
      );
      t.match(await check(noise), { code: 'MODEL_INVALID' });
    }
  });
}

/** Families whose networks can be told by their inputs and outputs. */
const SHAPED: readonly (readonly [string, FileKind])[] = [
  ['sense-voice', 'network'],
  ['paraformer', 'network'],
  ['telespeech-ctc', 'network'],
  ['zipformer-ctc', 'network'],
  ['zipformer-transducer', 'joiner'],
  ['zipformer-transducer', 'decoder'],
  ['fire-red-aed', 'decoder'],
  ['whisper', 'decoder'],
  ['moonshine', 'preprocessor'],
  ['fun-asr-nano', 'embedding'],
  ['qwen3-asr', 'encoder'],
  ['qwen3-asr', 'conv-frontend'],
];

const modelOf = (name: string): TinyModel => TINY_MODELS.find((model) => model.name === name)!.make();

t.test('a network of another shape is refused', async (t) => {
  const joiner = modelOf('zipformer-transducer').files.find(({ kind }) => kind === 'joiner')!.content;
  const embedding = modelOf('fun-asr-nano').files.find(({ kind }) => kind === 'embedding')!.content;
  for (const [name, kind] of SHAPED) {
    const model = modelOf(name);
    const network = model.files.find((file) => file.kind === kind)!.content;
    const other = kind === 'joiner' ? embedding : joiner;
    // The other network says of itself what this one does.
    const at = join(root, 'network.onnx');
    await writeFile(at, network);
    const { metadata } = await readOnnxHeader(at);
    const claims = [...metadata].reduce((content, [key, value]) => withMetadata(content, key, value), other);
    const wrong = withContent(model, kind, () => claims);
    t.match(await check(wrong), { code: 'MODEL_INVALID', detail: /does not have the inputs of a/ }, `${name} ${kind}`);
  }
});

t.test('a tokens.txt that does not fit is refused', async (t) => {
  const labels = (model: TinyModel, content: string) => withContent(model, 'labels', () => Buffer.from(content));
  const lines = (model: TinyModel) => model.files.find(({ kind }) => kind === 'labels')!.content.toString();
  const zipformer = modelOf('zipformer-ctc');
  const short = lines(zipformer).split('\n').slice(0, -2).join('\n');
  t.match(await check(labels(zipformer, short)), { detail: /^tokens.txt has 19 tokens, the network writes 20$/ });
  t.match(await check(labels(zipformer, '我\n你\n')), { detail: /^tokens.txt is no list of tokens/ });
  t.match(await check(labels(zipformer, lines(zipformer).replace('<blk>', '<b>'))), {
    detail: /^tokens.txt lacks the token <blk> or <eps> or <blank>$/,
  });
  const paraformer = modelOf('paraformer');
  t.match(await check(labels(paraformer, lines(paraformer).replace('</s>', '<e>'))), {
    detail: /lacks the token <\/s>$/,
  });
  const longer = tokenLines([...lines(zipformer).trim().split('\n'), 'x'].map((line) => line.split(' ')[0]!));
  t.notMatch(await check(labels(zipformer, longer.toString())), Error, 'one that names more is fine');
});

t.test('a table of Whisper may leave places out, but is a table', async (t) => {
  const whisper = modelOf('whisper');
  const labels = (content: string) => withContent(whisper, 'labels', () => Buffer.from(content));
  t.notMatch(await check(labels('5oiR 0\n5ZCM 40\n')), Error);
  t.match(await check(labels('5oiR 0\n5ZCM\n')), {
    detail: 'tiny-tokens.txt is no list of tokens, each with its index',
  });
});

t.test('files that are not as pack.json says are refused', async (t) => {
  const dir = join(root, 'changed');
  const pack = await writeTinyPack(dir, modelOf('zipformer-ctc'));
  const changed = { ...pack, files: pack.files.map((file) => ({ ...file, sha256: '0'.repeat(64) })) };
  await t.rejects(checkSherpaPack(dir, 'zipformer-ctc', changed), {
    code: 'MODEL_INVALID',
    detail: 'model.onnx does not have its SHA-256',
  });
  await t.rejects(checkSherpaPack(dir, 'zipformer-ctc', { ...pack, labels: { count: 3, blank: 0 } }), {
    message: 'MODEL_INVALID: tokens.txt has 20 tokens, not 3',
  });
  await rm(join(dir, 'tokens.txt'));
  await t.rejects(checkSherpaPack(dir, 'zipformer-ctc', pack), { message: 'MODEL_INVALID: tokens.txt is missing' });
});
