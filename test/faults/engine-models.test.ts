import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import type { Engine } from '../../src/engine/engine.js';
import { HONEST_WAV, MODELS_DIR } from '../engine/support/project-files.js';
import { startEngine } from '../engine/support/started-engine.js';
import { readWav } from '../engine/support/wav.js';

const honest = readWav(HONEST_WAV);

interface Cleanable {
  teardown(clean: () => Promise<void>): void;
}

/** A copy of the models that a test may damage. */
const copiedModels = async (test: Cleanable): Promise<string> => {
  const dir = await mkdtemp(join(tmpdir(), 'hesheng-models-'));
  test.teardown(() => rm(dir, { recursive: true }));
  await cp(MODELS_DIR, dir, { recursive: true, dereference: true });
  return dir;
};

interface Entry {
  role: string;
  files: { kind: string; path: string; sha256: string; bytes: number }[];
}

/** Rewrites the manifest so that it promises `content` as the network of a role, and puts the content there. */
const plant = async (dir: string, role: string, content: Buffer): Promise<void> => {
  const path = join(dir, 'manifest.json');
  const entries = JSON.parse(await readFile(path, 'utf8')) as Entry[];
  const file = entries.find((entry) => entry.role === role)!.files.find(({ kind }) => kind === 'network')!;
  file.sha256 = createHash('sha256').update(content).digest('hex');
  file.bytes = content.length;
  await writeFile(join(dir, file.path), content);
  await writeFile(path, JSON.stringify(entries));
};

const FAULTS: Readonly<Record<string, (dir: string) => Promise<void>>> = {
  'one byte flipped': async (dir) => {
    const path = join(dir, 'voice.onnx');
    const content = await readFile(path);
    content[1_000_000]! ^= 1;
    await writeFile(path, content);
  },
  truncated: (dir) => truncate(join(dir, 'phones.int8.onnx'), 1_000_000),
  missing: (dir) => rm(join(dir, 'silero-vad-sequence.onnx')),
  'no network, though its hash is right': (dir) => plant(dir, 'asr', Buffer.from('this is no network'.repeat(1_000))),
  'empty, though its hash is right': (dir) => plant(dir, 'vad', Buffer.alloc(0)),
  'a network of another role, though its hash is right': async (dir) =>
    plant(dir, 'asr', await readFile(join(dir, 'voice.onnx'))),
  'a list of labels that is not ours': (dir) => writeFile(join(dir, 'tokens.txt'), '<blank> 0\n'),
  'a manifest that is no JSON': (dir) => writeFile(join(dir, 'manifest.json'), '{'),
};

/** Starting is tried again in the background: ready() tells how it stands. */
const eventuallyReady = async (engine: Engine): Promise<void> => {
  for (;;) {
    try {
      return await engine.ready();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
};

for (const [fault, damage] of Object.entries(FAULTS)) {
  t.test(`a model file that is ${fault} keeps the engine from starting and nothing else`, async (t) => {
    const dir = await copiedModels(t);
    await damage(dir);
    const engine = startEngine(t, { modelsDir: dir });
    await t.rejects(engine.ready(), { code: 'ENGINE_UNAVAILABLE', cause: { code: 'MODEL_INVALID' } });
    await t.rejects(engine.analyse(honest, { voice: false }), { code: 'ENGINE_UNAVAILABLE' });
    t.match(engine.stats(), { warm: 0, busy: 0, queued: 0 });
  });
}

t.test('an engine with a damaged model works once the file is mended', async (t) => {
  const dir = await copiedModels(t);
  const path = join(dir, 'voice.onnx');
  const right = await readFile(path);
  await writeFile(path, right.subarray(1));
  const engine = startEngine(t, { modelsDir: dir });
  await t.rejects(engine.ready(), { code: 'ENGINE_UNAVAILABLE' });
  await writeFile(path, right);
  await eventuallyReady(engine);
  t.ok((await engine.analyse(honest, { voice: true })).voice);
});

t.test('a broken model does not make the processes spin: the waits grow', async (t) => {
  const dir = await copiedModels(t);
  await truncate(join(dir, 'tokens.txt'), 3);
  const incidents: string[] = [];
  const engine = startEngine(t, {
    modelsDir: dir,
    backOff: { firstMs: 50, capMs: 60_000 },
    onIncident: ({ kind, detail }) => incidents.push(`${kind} ${detail}`),
  });
  await t.rejects(engine.ready());
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  t.ok(incidents.length >= 1 && incidents.length <= 6, `${incidents.length} starts in a second`);
  t.match(incidents[0], /start_failed MODEL_INVALID: tokens.txt/);
});

t.test('a model that is damaged while the engine runs does not disturb the process that has loaded it', async (t) => {
  const dir = await copiedModels(t);
  const engine = startEngine(t, { modelsDir: dir, recycleAfterJobs: 1 });
  await engine.ready();
  await truncate(join(dir, 'voice.onnx'), 10);
  for (let job = 0; job < 3; job += 1) t.ok((await engine.analyse(honest, { voice: true })).voice);
  t.equal(engine.stats().recycled, 0);
  await engine.ready();
});
