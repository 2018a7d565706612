import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { readResult } from '../../bench/report/read-result.js';
import type { Table } from '../../bench/report/result.js';
import { fixtureNamed, fixturePath } from '../golden/fixtures.js';
import { run } from '../http/support/cli.js';
import { tinySenseVoice, tinyWenetCtc } from './tiny/ctc-models.js';
import { tinyParaformer } from './tiny/paraformer-model.js';
import { writeTinyPack } from './tiny/tiny-pack.js';

// The real embedded models and real packs, each in a process of its own.
t.setTimeout(300_000);

const folder = mkdtempSync(join(tmpdir(), 'hesheng-models-bench-'));
t.teardown(() => rmSync(folder, { recursive: true }));
const store = join(folder, 'packs');
const bench = (...args: string[]) => run(folder, ['models', 'bench', ...args], { HESHENG_PACKS_DIR: store });

const install = async (model: Parameters<typeof writeTinyPack>[1]): Promise<string> => {
  const dir = join(store, `tiny-${model.family}`);
  await mkdir(dir, { recursive: true });
  await writeTinyPack(dir, model);
  return dir;
};

const data = (): string => {
  const { clause_text: transcript } = fixtureNamed('honest.wav');
  const row = { speaker: 'one', voice: 'synthetic', transcript };
  writeFileSync(join(folder, 'broken.wav'), 'no audio');
  const rows = [
    { ...row, file: fixturePath(fixtureNamed('honest.wav')) },
    // Another clause, or there would be no words to alter the first one with.
    { ...row, speaker: 'two', file: join(folder, 'broken.wav'), transcript: '持有期间不得提前赎回。' },
  ];
  const file = join(folder, 'two.jsonl');
  writeFileSync(file, rows.map((one) => JSON.stringify(one)).join('\n'));
  return file;
};

t.test('every recogniser of the store is a row, one that cannot be measured with its error', async (t) => {
  await install(tinySenseVoice());
  await install(tinyParaformer(true));
  const damaged = await install(tinyWenetCtc());
  appendFileSync(join(damaged, 'tokens.txt'), 'more');
  const out = join(folder, 'result.json');
  const ended = await bench('--data', data(), '--out', out);
  t.equal(ended.code, 0, ended.err);
  t.match(ended.out, /synthetic voices/);
  t.match(ended.out, /trained on cannot be known/);

  const result = await readResult(out);
  t.equal(result.bench, 'packs');
  t.same(
    result.sections.map(({ voice }) => voice),
    ['synthetic'],
  );
  const [recognisers, verdicts] = result.sections[0]!.blocks as readonly Table[];
  const column = (table: Table, title: string) => {
    const at = table.columns.findIndex((one) => one.title === title);
    return table.rows.map((row) => row[at]);
  };
  t.same(column(recognisers!, 'Recogniser'), ['embedded', 'tiny-paraformer', 'tiny-sense-voice', 'tiny-wenet-ctc']);
  t.same(column(recognisers!, 'Ability'), ['posteriors', 'text', 'posteriors', null]);
  t.same(column(recognisers!, 'Error'), [null, null, null, 'PACK_DAMAGED']);
  t.same(column(recognisers!, 'Failed'), [1, 1, 1, null], 'the recording that cannot be decoded');
  const rates = column(recognisers!, 'Phone errors') as readonly { readonly value: number; readonly n: number }[];
  t.ok(rates[0]!.value > 0.15 && rates[0]!.value < 0.3, 'what was said in the broken recording is deletions');
  t.ok(rates[1]!.value > 0.8 && rates[2]!.value > 0.8, 'random weights hear nothing of it');
  for (const bytes of column(recognisers!, 'Memory').slice(0, 3)) t.ok(Number(bytes) > 0);
  t.same(column(verdicts!, 'Judged by'), ['sounds', 'text', 'sounds']);
  t.same(column(verdicts!, 'Honest'), [2, 2, 2]);
  t.match(column(verdicts!, 'Pass')[0], { hits: 1 }, 'the embedded recogniser passes what it can hear');
  t.match(column(verdicts!, 'Pass').slice(1), [{ hits: 0 }, { hits: 0 }]);
  t.same(column(verdicts!, 'That pass'), [0, 0, 0]);
  t.ok(JSON.parse(readFileSync(out, 'utf8')).trials.length > 6);
});

t.test('of those that are named; a name that is not installed is refused', async (t) => {
  const page = join(folder, 'page.html');
  const ended = await bench('tiny-wenet-ctc', '--data', data(), '--html', page);
  t.match(ended, { code: 0, out: /PACK_DAMAGED/ });
  t.notMatch(ended.out, /tiny-paraformer/);
  t.match(readFileSync(page, 'utf8'), /PACK_DAMAGED/);
  t.match(await bench('no-such-pack', '--data', data()), { code: 1, err: /^PACK_UNKNOWN: no-such-pack/ });
});
