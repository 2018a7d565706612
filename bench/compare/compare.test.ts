import t from 'tap';
import type { BenchResult, Trial } from '../report/result.js';
import { SAMPLE_RESULT } from '../report/sample-result.fixture.js';
import { compareResults } from './compare-results.js';

const OPTIONS = { before: null, after: null, alpha: 0.05, noNewFalsePass: false, seed: 1, command: 'compare' };

const trial = (at: number, wanted: Trial['wanted'], outcome: string): Trial => ({
  id: `${wanted}-${at}`,
  system: 'default/1',
  dataset: 'read',
  speaker: `s${at % 8}`,
  voice: 'human',
  kind: 'honest',
  wanted,
  outcome,
  score: null,
  detail: '',
});

/** Twenty honest cases of which so many do not pass, and twenty altered ones of which so many do. */
const result = (notPassed: number, falsePasses: number): BenchResult => ({
  ...SAMPLE_RESULT,
  trials: Array.from({ length: 20 }, (_, at) => [
    trial(at, 'accept', at < notPassed ? 'review' : 'pass'),
    trial(at, 'reject', at < falsePasses ? 'pass' : 'fail'),
  ]).flat(),
});

t.test('equal results are no regression', async (t) => {
  const { regressions, result: compared } = compareResults(result(2, 1), result(2, 1), OPTIONS);
  t.same(regressions, []);
  t.equal(compared.sections.length, 1);
});

t.test('many lost honest passes are a regression, a few are not, gains never are', async (t) => {
  t.match(compareResults(result(0, 0), result(8, 0), OPTIONS).regressions, [/human: Cases that should pass.*8 lost/]);
  t.same(compareResults(result(0, 0), result(2, 0), OPTIONS).regressions, []);
  t.same(compareResults(result(8, 8), result(0, 0), OPTIONS).regressions, []);
});

t.test('one new false pass is a regression when none is allowed', async (t) => {
  t.same(compareResults(result(0, 0), result(0, 1), OPTIONS).regressions, []);
  const strict = { ...OPTIONS, noNewFalsePass: true };
  t.match(compareResults(result(0, 0), result(0, 1), strict).regressions, [/1 new false passes/]);
  t.same(compareResults(result(0, 1), result(0, 1), strict).regressions, [], 'an old one is not new');
});

t.test('flipped cases are listed, losses first', async (t) => {
  const [section] = compareResults(result(1, 0), result(0, 2), OPTIONS).result.sections;
  const flips = section!.blocks.at(-1)!;
  t.equal(flips.type === 'table' && flips.rows.length, 3);
  t.match(flips.type === 'table' && flips.rows[0], ['reject-0', 'fail', 'pass', 'LOST', '']);
});

t.test('graded scores are compared speaker by speaker', async (t) => {
  const scored = (by: number): BenchResult => ({
    ...result(0, 0),
    bench: 'recognition',
    trials: result(0, 0).trials.map((one, at) => ({
      ...one,
      wanted: 'accept',
      outcome: 'errors',
      score: 0.9 - by * (1 + (at % 3)),
    })),
  });
  t.match(compareResults(scored(0), scored(0.01), OPTIONS).regressions, [/mean score fell/]);
  t.same(compareResults(scored(0.01), scored(0), OPTIONS).regressions, []);
});

t.test('other data, other cases and another bench are refused', async (t) => {
  const refused = (before: BenchResult, after: BenchResult, detail: RegExp, options = {}) =>
    t.throws(() => compareResults(before, after, { ...OPTIONS, ...options }), { code: 'DATASET_INVALID', detail });
  const own = result(0, 0);
  refused(own, { ...own, datasets: own.datasets.slice(1) }, /different data/);
  refused(own, { ...own, bench: 'recognition' }, /one is a result of verdicts/);
  refused(own, { ...own, trials: own.trials.slice(1) }, /only in the first result/);
  refused({ ...own, trials: own.trials.slice(6) }, own, /only in the second result.*and 1 more/);
  refused({ ...own, trials: [] }, { ...own, trials: [] }, /no cases/);
  refused(own, own, /no system nowhere/, { before: 'nowhere' });
  const two = { ...own, systems: [...own.systems, { ...own.systems[0]!, id: 'other/1' }] };
  refused(two, own, /several systems, name one with --before/);
  t.same(compareResults(two, own, { ...OPTIONS, before: 'default/1' }).regressions, []);
});
