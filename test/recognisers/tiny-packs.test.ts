import { copyFile, mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { createPackPool, hearWithPack } from '../../src/engine/pack-pool.js';
import { createService } from '../../src/main.js';
import { writtenText } from '../../src/verification/consult-packs.js';
import { HONEST_WAV } from '../engine/support/project-files.js';
import { readWav } from '../engine/support/wav.js';
import { ctcNetwork, tinyWenetCtc, tinyZipformerCtc } from '../models/tiny/ctc-models.js';
import { tinyParaformer } from '../models/tiny/paraformer-model.js';
import { type TinyModel, writeTinyPack } from '../models/tiny/tiny-pack.js';
import { openActivationBench } from './support/activation-bench.js';

// Real onnxruntime and sherpa-onnx, by the command line, with the service running beside.
t.setTimeout(240_000);

const honest = readWav(HONEST_WAV);

/** A network whose metadata is as it must be and whose input is not. */
const ofWrongShape = (): TinyModel => {
  const model = tinyWenetCtc();
  const tokens = model.files
    .find(({ kind }) => kind === 'labels')!
    .content.toString()
    .trimEnd()
    .split('\n');
  const network = ctcNetwork({
    tokens: tokens.map((line) => line.split(' ')[0]!),
    blank: 0,
    subsampling: { frames: 7, step: 4, padding: 0 },
    bands: 40,
    gain: 0.5,
    names: { x: 'x', lens: 'x_lens', out: 'log_probs', outLens: 'log_probs_lens' },
    metadata: { model_type: 'wenet_ctc', vocab_size: `${tokens.length}`, subsampling_factor: '4' },
  });
  return {
    ...model,
    files: model.files.map((file) => (file.kind === 'network' ? { ...file, content: network } : file)),
  };
};

t.test('tiny packs are added, proved by what they hear, activated, exchanged and rolled back by command', async (t) => {
  const { config, dataDir, packs, models, store, audit } = await openActivationBench(t);
  const service = await createService(config);
  t.teardown(() => service.close());
  const runs = async (...ids: readonly string[]): Promise<void> => {
    while (service.packs.packs.map(({ id }) => id).join() !== ids.join()) await sleep(50);
  };
  const add = async (model: TinyModel): Promise<void> => {
    const folder = join(dataDir, 'new', model.family);
    await writeTinyPack(folder, model);
    t.match(await models('add', folder), { code: 0 });
  };

  await add(tinyZipformerCtc());
  t.match(await models('activate', 'tiny-zipformer-ctc'), { code: 1, err: /PACK_UNPROVEN.*--without-canary/ });

  // What it hears of a recording is its canary: it must hear the same when it is activated.
  const pool = createPackPool({ modelsDir: join(packs, 'tiny-zipformer-ctc') });
  const { written } = await hearWithPack(pool, { samples: honest, speech: [], context: 'none' });
  await pool.close();
  const canary = join(dataDir, 'canary');
  await mkdir(canary);
  await copyFile(HONEST_WAV, join(canary, 'a.wav'));
  await writeFile(join(canary, 'a.txt'), '完全不是这样说的话');
  t.match(await models('activate', 'tiny-zipformer-ctc', '--canary', canary), { code: 1, err: /PACK_UNPROVEN/ });
  await writeFile(join(canary, 'a.txt'), writtenText({ posteriors: null, written }));
  t.match(await models('activate', 'tiny-zipformer-ctc', '--canary', canary), { code: 0, out: /active {2}proved/ });
  await runs('tiny-zipformer-ctc');

  await add(tinyParaformer(true));
  t.match(await models('activate', 'tiny-paraformer', '--without-canary'), { code: 0, out: /NOT PROVED/ });
  await runs('tiny-zipformer-ctc', 'tiny-paraformer');

  await add(ofWrongShape());
  const refused = await models('activate', 'tiny-wenet-ctc', '--without-canary');
  t.match(refused, { code: 1, out: '' });
  t.match(refused.err, /ENGINE_UNAVAILABLE|MODEL_INVALID/);

  t.match(await models('rollback'), { code: 0, out: /generation 3/ });
  await runs('tiny-zipformer-ctc');
  await truncate(join(packs, 'tiny-paraformer', 'model.onnx'), 100);
  t.match(await models('rollback'), { code: 1, err: /PACK_DAMAGED: tiny-paraformer: model.onnx has 100 bytes/ });

  const current = (await store.activations.current())!;
  const before = (await store.activations.find(2))!;
  await store.activations.append({ ...before, generation: current.generation + 1 });
  while (!(await audit()).includes('models.activation_failed failure')) await sleep(50);
  t.strictSame(
    service.packs.packs.map(({ id }) => id),
    ['tiny-zipformer-ctc'],
    'what ran goes on',
  );
  t.ok(service.packs.stats().every(({ warm }) => warm === 1));
});
