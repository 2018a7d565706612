import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { nestingFaults } from '../../bench/report/html/well-formed.fixture.js';
import type { BenchResult } from '../../bench/report/result.js';
import { INSTALLATION_DIR } from '../../src/config/installation.js';

// Real ffmpeg, engine processes, models and worker threads.
t.setTimeout(300_000);

const COMMAND = join(INSTALLATION_DIR, 'dist', 'src', 'cli', 'hesheng.js');
const FIXTURES = join(INSTALLATION_DIR, 'fixtures');
const FILES = ['enrol-1.flac', 'enrol-2.flac', 'negation-added.flac', 'silence.flac'];

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

const hesheng = (...given: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [COMMAND, 'bench', ...given],
      { cwd: folder, maxBuffer: 10_000_000 },
      (fault, out, errors) => resolve({ code: fault === null ? 0 : Number(fault.code), out, errors }),
    );
  });

const folder = t.testdir({ 'broken.wav': 'no audio' });
const rows = JSON.parse(readFileSync(join(FIXTURES, 'fixtures.json'), 'utf8')) as readonly {
  readonly file: string;
  readonly clause_text: string;
  readonly altered: string | null;
  readonly expected: { readonly verdicts: readonly string[] };
}[];
const lines = rows
  .filter(({ file }) => FILES.includes(file))
  .map((row, at) => ({
    file: join(FIXTURES, row.file),
    speaker: `speaker ${at}`,
    voice: 'synthetic',
    transcript: row.clause_text,
    ...(row.expected.verdicts.includes('pass') ? {} : { deviation: row.altered }),
  }));
const broken = {
  file: join(folder, 'broken.wav'),
  speaker: 'nobody',
  voice: 'synthetic',
  transcript: '本人同意购买。',
};
writeFileSync(join(folder, 'some.jsonl'), [...lines, broken].map((row) => JSON.stringify(row)).join('\n'));

const read = (file: string): BenchResult => JSON.parse(readFileSync(join(folder, file), 'utf8')) as BenchResult;

t.test('verdicts: a result, a page and a table over real recordings, and the same again from the cache', async (t) => {
  const first = await hesheng('verdicts', '--data', 'some.jsonl', '--jobs', '1', '--out', 'a.json', '--html', 'a.html');
  t.equal(first.code, 0, first.errors);
  t.match(first.out, /== Overview \(synthetic voices: plumbing, no accuracy\)/);
  t.ok(existsSync(join(folder, '.bench-cache')));
  const { trials, sections, datasets, systems } = read('a.json');
  t.match(datasets, [{ name: 'some', readings: 5, voice: 'synthetic' }]);
  t.match(systems, [{ policy: { id: 'default' } }]);
  t.ok(
    sections.every(({ voice }) => voice === 'synthetic'),
    'no section of human voices',
  );
  const outcome = (file: string, kind: string) =>
    trials.find((one) => one.id.includes(file) && one.kind === kind)?.outcome;
  t.equal(outcome('enrol-1.flac', 'honest'), 'pass');
  t.not(outcome('negation-added.flac', 'recorded_misreading'), 'pass');
  t.equal(outcome('broken.wav', 'honest'), 'failed', 'a technical failure is counted, and is no verdict');
  t.same(
    trials.filter(({ wanted, outcome: found }) => wanted === 'reject' && found === 'pass'),
    [],
  );
  t.ok(trials.filter(({ kind }) => kind === 'wrong_clause').length >= 2);

  const page = readFileSync(join(folder, 'a.html'), 'utf8');
  t.same(nestingFaults(page), []);
  t.notMatch(page, /<script|src="http/);
  t.match(page, /Honest passes at equal false passes, by witness/);

  const again = await hesheng('verdicts', '--data', 'some.jsonl', '--jobs', '1', '--out', 'b.json');
  t.equal(again.code, 0, again.errors);
  t.same(read('b.json').trials, trials, 'the same verdicts and scores');
});

t.test('two policies are judged side by side; the stricter one is found to have lost what it lost', async (t) => {
  const policy = JSON.parse(readFileSync(join(INSTALLATION_DIR, 'src', 'verdict', 'policies', 'default.json'), 'utf8'));
  const thresholds = { ...policy.thresholds, worstPairPass: -0.01 };
  writeFileSync(join(folder, 'strict.json'), JSON.stringify({ ...policy, id: 'strict', thresholds }));
  const both = await hesheng(
    'verdicts',
    '--data',
    'some.jsonl',
    '--policy',
    'default',
    'strict.json',
    '--out',
    'two.json',
  );
  t.equal(both.code, 0, both.errors);
  const [shipped, strict] = read('two.json').systems.map(({ id }) => id);
  t.match(strict, /^strict\//);

  const same = await hesheng('compare', 'a.json', 'two.json', '--after', shipped!, '--no-new-false-pass');
  t.equal(same.code, 0, same.errors);
  t.match(same.out, /no regression/);
  const lost = await hesheng(
    'compare',
    'two.json',
    'two.json',
    '--before',
    shipped!,
    '--after',
    strict!,
    '--html',
    'c.html',
  );
  t.equal(lost.code, 0, 'two lost passes are not significant');
  t.match(lost.out, /Flipped cases: [1-9]/);
  t.match(readFileSync(join(folder, 'c.html'), 'utf8'), /LOST/);
});

t.test('a new false pass ends with code 14; results of different data with code 1', async (t) => {
  const result = read('a.json');
  const at = result.trials.findIndex(({ wanted }) => wanted === 'reject');
  const trials = result.trials.map((trial, index) => (index === at ? { ...trial, outcome: 'pass' } : trial));
  writeFileSync(join(folder, 'worse.json'), JSON.stringify({ ...result, trials }));
  const worse = await hesheng('compare', 'a.json', 'worse.json', '--no-new-false-pass');
  t.equal(worse.code, 14);
  t.match(worse.out, /REGRESSION\n {2}synthetic: 1 new false passes/);
  writeFileSync(join(folder, 'other.json'), JSON.stringify({ ...result, datasets: [] }));
  const other = await hesheng('compare', 'a.json', 'other.json');
  t.equal(other.code, 1);
  t.match(other.errors, /DATASET_INVALID: different data/);
});

t.test('recognition: error rates, the worst utterances with players, the failed one as deletions', async (t) => {
  const ended = await hesheng(
    'recognition',
    '--data',
    'some.jsonl',
    '--jobs',
    '1',
    '--out',
    'r.json',
    '--html',
    'r.html',
  );
  t.equal(ended.code, 0, ended.errors);
  t.match(ended.out, /phones .*\n {2}syllables /);
  const { trials } = read('r.json');
  t.match(
    trials.find(({ id }) => id.includes('broken.wav')),
    { outcome: 'failed', score: 0 },
  );
  t.ok(trials.find(({ id }) => id.includes('enrol-1.flac'))!.score! > 0.9);
  t.notOk(
    trials.some(({ id }) => id.includes('negation-added')),
    'a misreading is no reference',
  );
  const page = readFileSync(join(folder, 'r.html'), 'utf8');
  t.same(nestingFaults(page), []);
  t.match(page, /<audio controls preload="none" src="data:audio\/ogg;base64,/);
  t.match(page, /Initials heard as others/);
});

t.test('what is wrong is said at once', async (t) => {
  const gone = await hesheng('verdicts', '--data', 'nowhere.tsv');
  t.equal(gone.code, 1);
  t.match(gone.errors, /DATASET_INVALID: nowhere\.tsv/);
  const seed = await hesheng('verdicts', '--seed', 'x');
  t.equal(seed.code, 1);
  t.match(seed.errors, /A whole number from 0/);
  const alpha = await hesheng('compare', 'a.json', 'b.json', '--alpha', '2');
  t.match(alpha.errors, /A number between 0 and 1/);
});
