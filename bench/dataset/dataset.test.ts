import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import { readDataset, readDatasets } from './read-dataset.js';

const folder = t.testdir({
  'a.flac': 'x',
  'b.flac': 'x',
  'b.txt': '保本\n',
  'manifest.tsv': 'speaker\tfile\tduration_s\ttranscript\troom\nS1\ta.flac\t2.5\t他说"好\tbranch\nS2\tb.flac\t\t\t\n',
  'rows.jsonl':
    '{"audio":"a.flac","text":"好","speaker":"S1","voice":"synthetic","critical_terms":["不保证","好"],"pinyin":["hao3"]}\n\n{"file":"b.flac","deviation":"不 was dropped"}\n',
  'bad.tsv': 'file\tduration_s\tvoice\na.flac\tlong\thuman\n\t1\trobot\na.flac\t1\thuman\n',
  'bad.jsonl': '[]\n{"file":"a.flac"}\n',
  'ragged.tsv': 'file\na.flac\t1\n',
  'nofile.tsv': 'speaker\nS1\n',
  'gone.tsv': 'file\nc.flac\n',
  'empty.tsv': 'file\n',
});

t.test('a folder is its manifest; columns are known by name, others are kept', async (t) => {
  const { name, sha256, utterances } = await readDataset(`mine=${folder}`);
  t.equal(name, 'mine');
  t.match(sha256, /^[0-9a-f]{64}$/);
  t.match(utterances[0], {
    id: 'mine/a.flac',
    path: join(folder, 'a.flac'),
    speaker: 'S1',
    transcript: '他说"好',
    durationMs: 2500,
    voice: 'human',
    deviation: null,
    extra: { room: 'branch' },
  });
  t.match(utterances[1], { speaker: 'S2', transcript: null, durationMs: null });
});

t.test('JSON lines have the same columns', async (t) => {
  const { name, utterances } = await readDataset(join(folder, 'rows.jsonl'));
  t.equal(name, 'rows');
  t.match(utterances, [
    { transcript: '好', voice: 'synthetic', criticalTerms: ['不保证', '好'], pinyin: ['hao3'] },
    { speaker: 'unknown', deviation: '不 was dropped', pinyin: null },
  ]);
});

t.test('a glob takes transcripts from the files beside it, speakers from the folder', async (t) => {
  mkdirSync(join(folder, 'wang'), { recursive: true });
  writeFileSync(join(folder, 'wang', 'x.wav'), 'x');
  const { utterances } = await readDataset(`two=${folder}/b.*`);
  t.match(utterances, [{ id: 'two/b.flac', transcript: '保本' }]);
  const deep = await readDataset(`${folder}/**/*.wav`, { voice: 'synthetic' });
  t.match(deep.utterances, [{ speaker: 'wang', transcript: null, voice: 'synthetic' }]);
  await t.rejects(readDataset(`${folder}/*.ogg`), { code: 'DATASET_INVALID', detail: /no file matches/ });
});

t.test('every fault is named, with its line', async (t) => {
  await t.rejects(readDataset(join(folder, 'bad.tsv')), {
    code: 'DATASET_INVALID',
    detail: /line 2: the duration.*line 3: no file.*line 3: voice must be/s,
  });
  await t.rejects(readDataset(join(folder, 'bad.jsonl')), {
    code: 'DATASET_INVALID',
    detail: /line 1: not a JSON object/,
  });
  await t.rejects(readDataset(join(folder, 'ragged.tsv')), {
    code: 'DATASET_INVALID',
    detail: /line 2: 2 fields, but 1 columns/,
  });
  await t.rejects(readDataset(join(folder, 'nofile.tsv')), { code: 'DATASET_INVALID', detail: /no column named file/ });
  await t.rejects(readDataset(join(folder, 'gone.tsv')), {
    code: 'DATASET_INVALID',
    detail: /c\.flac: there is no such file/,
  });
  await t.rejects(readDataset(join(folder, 'empty.tsv')), { code: 'DATASET_INVALID', detail: /no recordings/ });
  await t.rejects(readDataset(join(folder, 'nowhere')), { code: 'DATASET_INVALID', detail: /no such manifest/ });
});

t.test('a file that is listed twice, and two sets of one name, are refused', async (t) => {
  writeFileSync(join(folder, 'twice.tsv'), 'file\na.flac\na.flac\n');
  await t.rejects(readDataset(join(folder, 'twice.tsv')), {
    code: 'DATASET_INVALID',
    detail: /line 3: a\.flac is on line 2 already/,
  });
  await t.rejects(readDatasets([folder, folder]), { code: 'DATASET_INVALID', detail: /write NAME=/ });
  t.equal((await readDatasets([folder, `other=${folder}`])).length, 2);
});

t.test('many faults are counted', async (t) => {
  writeFileSync(join(folder, 'many.tsv'), `file\n${Array.from({ length: 30 }, (_, at) => `${at}.flac\n`).join('')}`);
  await t.rejects(readDataset(join(folder, 'many.tsv')), { code: 'DATASET_INVALID', detail: /and 10 more/ });
});

t.test('the fixtures are a synthetic data set; those that may not pass deviate', async (t) => {
  const { name, utterances } = await readDataset(join(INSTALLATION_DIR, 'fixtures'));
  t.equal(name, 'fixtures');
  t.ok(utterances.every(({ voice }) => voice === 'synthetic'));
  const one = (file: string) => utterances.find(({ id }) => id === `fixtures/${file}`)!;
  t.equal(one('honest.wav').deviation, null);
  t.ok(one('honest.wav').pinyin!.length > 40);
  t.equal(one('accent-southwestern.wav').deviation, null);
  t.equal(one('accent-southwestern.wav').dialectHint, 'southwestern');
  t.match(one('negation-dropped.wav').deviation, /不保证/);
  t.match(one('silence.flac').deviation, /no speech/);
});
