import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { onnxFile } from '../../src/model/onnx/onnx-file.fixture.js';
import { addPack, readPackFolder } from '../../src/model/pack/add-pack.js';
import type { Pack } from '../../src/model/pack/pack.js';
import { sha256 } from './support/archives.js';
import { createBench } from './support/hesheng.js';
import { LABELS, sampleEntry } from './support/sample-pack.js';

// Every command is a process of its own.
t.setTimeout(300_000);

const bench = createBench([]);
t.teardown(bench.remove);

const PARAFORMER = {
  model_type: 'paraformer',
  vocab_size: '3',
  lfr_window_size: '7',
  lfr_window_shift: '6',
  neg_mean: '0',
  inv_stddev: '1',
};
const NETWORK = onnxFile({
  metadata: PARAFORMER,
  inputs: { speech: ['N', 'T', 560] },
  outputs: { logits: ['N', 'T', 3] },
});

let folders = 0;

/** A folder with a pack of these files. */
const folderOf = (changes: Partial<Pack>, network: Buffer = NETWORK, labels = LABELS): string => {
  const folder = join(bench.folder, `given-${folders++}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'model.int8.onnx'), network);
  writeFileSync(join(folder, 'tokens.txt'), labels);
  const files = [
    { kind: 'network', path: 'model.int8.onnx', sha256: sha256(network), bytes: network.length },
    { kind: 'labels', path: 'tokens.txt', sha256: sha256(LABELS), bytes: LABELS.length },
  ];
  writeFileSync(join(folder, 'pack.json'), JSON.stringify({ ...sampleEntry('given'), files, ...changes }));
  return folder;
};

const add = (...args: readonly string[]) => bench.models(['add', ...args]);
/** As the command does, without a process. */
const addHere = async (folder: string): Promise<void> => {
  await addPack(bench.store, await readPackFolder(folder), ({ path }) => join(folder, path));
};

const installed = (): readonly string[] => {
  try {
    return readdirSync(bench.store).filter((name) => !name.startsWith('.'));
  } catch {
    return [];
  }
};

t.test('a folder with a pack.json is installed once', async (t) => {
  t.match(await add(folderOf({})), { code: 0, out: 'given  installed, paraformer, production: yes\n' });
  t.match(await bench.models(['verify', 'given']), { code: 0 });
  t.match(await add(folderOf({})), { code: 1, err: /^PACK_EXISTS/ });
  t.match(await add(folderOf({ id: 'silero-vad-5' })), {
    code: 1,
    err: /^PACK_EXISTS: silero-vad-5 is an embedded model/,
  });
  await bench.models(['remove', 'given']);
});

t.test('a folder that is not what its pack.json says is refused and nothing is installed', async (t) => {
  const other = onnxFile({ metadata: { ...PARAFORMER, model_type: 'wenet_ctc' } });
  const poor = onnxFile({ metadata: { model_type: 'paraformer' } });
  const outside = onnxFile({ metadata: PARAFORMER, externalFile: '../../secret' });
  const empty = join(bench.folder, 'empty');
  mkdirSync(empty);
  const linked = folderOf({});
  const missing = folderOf({
    files: [
      ...sampleEntry('x').files,
      { kind: 'card', path: 'card.md', sha256: 'a'.repeat(64), bytes: 1 },
    ] as Pack['files'],
  });
  symlinkSync('/etc/hostname', join(linked, 'linked'));
  writeFileSync(
    join(linked, 'pack.json'),
    readFileSync(join(linked, 'pack.json'), 'utf8').replace('"tokens.txt"', '"linked"'),
  );
  const cases: readonly (readonly [string, RegExp])[] = [
    [
      folderOf({}, NETWORK, Buffer.from('<blank> 0\nni 1\nha0 2\n')),
      /^PACK_MISMATCH: tokens.txt does not have its SHA-256/,
    ],
    [folderOf({ sampleRateHz: 1 }), /^PACK_INVALID: pack.json: \/sampleRateHz/],
    [folderOf({}, other), /^PACK_INVALID: model.int8.onnx is a network of family wenet-ctc, the pack says paraformer/],
    [folderOf({}, poor), /^PACK_INVALID: .*lacks the metadata vocab_size, lfr_window_size/],
    [folderOf({}, outside), /^PACK_INVALID: .*keeps weights in files that the pack does not list/],
    [folderOf({}, Buffer.from('no network')), /^PACK_INVALID: the file is no ONNX model/],
    [empty, /^PACK_INCOMPLETE: the folder has no pack.json/],
    [linked, /^PACK_INVALID: linked is no plain file/],
    [missing, /^PACK_INCOMPLETE: card.md is missing/],
  ];
  for (const [folder, message] of cases) await t.rejects(addHere(folder), { message });
  t.strictSame(installed(), []);
  t.match(await add(cases[0]![0]), { code: 1, err: /^PACK_MISMATCH: tokens.txt does not have its SHA-256/ });
});

t.test('of a bare network it is said what it is and what is missing, then it is installed', async (t) => {
  const path = join(bench.folder, 'My Model.onnx');
  writeFileSync(path, NETWORK);
  const bare = await add(path);
  t.match(bare, { code: 1, err: /^PACK_INCOMPLETE: missing:/ });
  t.match(bare.out, /family +paraformer\n.*inputs +speech float32 \[N, T, 560\]\n.*metadata +model_type = paraformer/s);
  for (const gap of [/--labels/, /--id/, /--licence/, /--languages/]) t.match(bare.err, gap);
  t.notMatch(bare.err, /--family/);

  const labels = join(bench.folder, 'labels.txt');
  writeFileSync(labels, LABELS);
  const args = [path, '--id', 'mine', '--labels', labels, '--licence', 'MIT', '--languages', 'zh'];
  t.match(await add(...args, '--production', 'sign-off'), { code: 1, err: /--licence-note/ });
  const done = await add(...args, '--production', 'sign-off', '--licence-note', 'Ask.', '--dialects', 'wu');
  t.match(done, { code: 0, out: /mine {2}installed, paraformer, production: sign-off/ });
  t.match(await bench.models(['verify', 'mine']), { code: 0 });
  t.strictSame(readdirSync(join(bench.store, 'mine')).sort(), ['My-Model.onnx', 'pack.json', 'tokens.txt']);
});

t.test('a bare file that tells nothing, or is none, is refused with what to give', async (t) => {
  const path = join(bench.folder, 'mute.onnx');
  writeFileSync(path, onnxFile({ inputs: { x: [1] }, externalFile: 'w.bin', metadata: { note: '\u001b[31mred' } }));
  const mute = await add(path);
  for (const gap of [/--family/, /save it as one file/]) t.match(mute.err, gap);
  t.notMatch(mute.out, '\u001b', 'what it says does not reach the terminal raw');
  t.match(
    (await add(path, '--family', 'whisper')).err,
    /the other files of family whisper \(encoder, decoder, labels\)/,
  );
  t.match((await add(path, '--family', 'sense-voice')).err, /the metadata vocab_size in the file/);
  t.match(await add(path, '--family', 'nonsense'), { code: 1, err: /One of ctc-phones/ });
  writeFileSync(path, NETWORK.subarray(0, 60));
  t.match(await add(path), { code: 1, err: /^PACK_INVALID: the file is no ONNX model/ });
  t.match(await add(join(bench.folder, 'none.onnx')), { code: 1, err: /ENOENT/ });
});
