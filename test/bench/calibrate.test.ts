import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { type CalibrateOptions, runCalibration } from '../../bench/calibrate/run-calibration.js';
import { nestingFaults } from '../../bench/report/html/well-formed.fixture.js';
import type { BenchResult } from '../../bench/report/result.js';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import { parsePolicy } from '../../src/verdict/policies.js';

// Real ffmpeg, engine processes and models.
t.setTimeout(300_000);

const COMMAND = join(INSTALLATION_DIR, 'dist', 'src', 'cli', 'hesheng.js');
const FIXTURES = join(INSTALLATION_DIR, 'fixtures');
const FILES = ['enrol-1.flac', 'enrol-2.flac', 'enrol-3.flac', 'negation-added.flac', 'silence.flac'];

const folder = t.testdir({});
const hesheng = (...given: string[]) =>
  new Promise<{ readonly code: number; readonly out: string; readonly errors: string }>((resolve) => {
    execFile(process.execPath, [COMMAND, ...given], { cwd: folder }, (fault, out, errors) =>
      resolve({ code: fault === null ? 0 : Number(fault.code), out, errors }),
    );
  });

const rows = JSON.parse(readFileSync(join(FIXTURES, 'fixtures.json'), 'utf8')) as readonly {
  readonly file: string;
  readonly clause_text: string;
  readonly altered: string | null;
}[];
const lines = rows
  .filter(({ file }) => FILES.includes(file))
  .map(({ file, clause_text: transcript, altered }, at) => ({
    file: join(FIXTURES, file),
    speaker: `speaker ${at}`,
    voice: 'synthetic',
    transcript,
    ...(altered === null ? {} : { deviation: altered }),
  }));
writeFileSync(join(folder, 'some.jsonl'), lines.map((row) => JSON.stringify(row)).join('\n'));
const BASE = ['calibrate', '--data', 'some.jsonl', '--jobs', '1', '--split', '0.4'];

t.test('synthetic voices are refused unless the procedure alone is to be tried', async (t) => {
  const refused = await hesheng(...BASE, '--out', 'no.json');
  t.equal(refused.code, 1);
  t.match(refused.errors, /DATASET_INVALID.*synthetic/);
});

t.test('a policy with its stamp, a page and a result; the profile stays for review', async (t) => {
  const given = ['--allow-synthetic', '--bound', '0.2', '--out', 'new.json', '--json', 'r.json', '--report', 'r.html'];
  const done = await hesheng(...BASE, ...given);
  t.equal(done.code, 10, done.errors);
  t.match(done.out, /SYNTHETIC_VOICES/);
  const policy = parsePolicy(JSON.parse(readFileSync(join(folder, 'new.json'), 'utf8')));
  t.match(policy, {
    id: 'default',
    profiles: { mandarin: { support: 'review_only' } },
    stamp: {
      development: { name: 'some', speakers: 3, voices: 'synthetic' },
      heldOut: { speakers: 2 },
      falsePassBound: 0.2,
    },
  });
  t.match(policy.stamp?.models, [{ role: 'asr' }, { role: 'vad' }, { role: 'voice' }]);
  const result = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8')) as BenchResult;
  t.ok(result.sections.every(({ voice }) => voice === 'synthetic'));
  t.same(
    result.trials.filter(({ wanted, outcome }) => wanted === 'reject' && outcome === 'pass'),
    [],
  );
  t.same(nestingFaults(readFileSync(join(folder, 'r.html'), 'utf8')), []);

  const other = { ...policy, stamp: { ...policy.stamp, normaliser: 'hesheng-text/0' } };
  writeFileSync(join(folder, 'other.json'), JSON.stringify(other));
  const differs = await hesheng('policies', 'check', 'other.json');
  t.equal(differs.code, 12);
  t.match(differs.out, /calibrated with hesheng-text\/0/);

  const again = await hesheng(...BASE, ...given);
  t.equal(again.code, 1);
  t.match(again.errors, /CONFLICT: new.json exists/);
});

const OPTIONS: CalibrateOptions = {
  data: [join(folder, 'some.jsonl')],
  heldOut: [],
  split: 0.4,
  trainedOn: [],
  allowSynthetic: true,
  profile: 'mandarin',
  base: 'default',
  id: null,
  version: null,
  bound: 0.2,
  confidence: 0.95,
  unit: 'speaker',
  certifyShare: 0.5,
  limit: null,
  seed: 1,
  jobs: 1,
  cache: join(folder, '.bench-cache'),
  command: 'test',
  date: new Date(0),
};

t.test('what cannot be done is said', async (t) => {
  const refused = (change: Partial<CalibrateOptions>, code: string, detail: RegExp) =>
    t.rejects(runCalibration({ ...OPTIONS, ...change }), { code, detail });
  await refused({ profile: 'klingon' }, 'BAD_REQUEST', /klingon is no accent profile/);
  await refused({ split: 0.8 }, 'DATASET_INVALID', /too few development speakers/);
  await refused({ base: 'nobody' }, 'POLICY_NOT_FOUND', /nobody/);
  t.match((await hesheng(...BASE, '--out', 'x.json', '--kind', 'answer')).errors, /BAD_REQUEST: Only readings/);
});

t.test('how many speakers a bound takes', async (t) => {
  t.match((await hesheng('calibrate', '--how-many')).out, /0.50 %\s+612/);
});
