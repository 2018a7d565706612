import t from 'tap';
import { JUDGEMENT } from '../../test/contract/samples.js';
import { compareJudgements } from './compare-judgements.js';
import type { Judgement } from './verification.js';

const changed = (change: Partial<Judgement>) => compareJudgements(JUDGEMENT, { ...JUDGEMENT, ...change });

t.test('a judgement is the same as itself, however long it took and whatever decoded it', async (t) => {
  t.same(changed({}), []);
  t.same(changed({ decoder: 'ffmpeg 9', timingMs: { ...JUDGEMENT.timingMs, total: 9 } }), []);
});

t.test('rounding is no difference, a digit of a score is one', async (t) => {
  const { content } = JUDGEMENT;
  const accuracy = (value: number) => changed({ content: { ...content, accuracy: value } });
  t.same(accuracy(content.accuracy + 9e-7), []);
  t.same(accuracy(content.accuracy + 2e-6), [
    { path: 'content.accuracy', recorded: content.accuracy, replayed: content.accuracy + 2e-6 },
  ]);
});

t.test('every part is compared, and a difference is named by its place', async (t) => {
  const [reason] = JUDGEMENT.reasons;
  t.same(changed({ verdict: 'pass' }), [{ path: 'verdict', recorded: 'review', replayed: 'pass' }]);
  t.same(changed({ reasons: [{ ...reason!, tokens: [3, 8] }] }), [
    { path: 'reasons[0].tokens[1]', recorded: 7, replayed: 8 },
  ]);
  t.match(changed({ reasons: [] }), [{ path: 'reasons[0]', replayed: null }]);
  t.same(
    changed({ normaliser: 'x', aligner: 'y', judge: 'z' })
      .map(({ path }) => path)
      .sort(),
    ['aligner', 'judge', 'normaliser'],
  );
  t.same(
    changed({ checks: [{ ...JUDGEMENT.checks[0]!, outcome: 'pass' }] }).map(({ path }) => path),
    ['checks[0].outcome'],
  );
});

t.test('what JSON cannot hold is compared as it is stored', async (t) => {
  const infinite = { ...JUDGEMENT, content: { ...JUDGEMENT.content, coverage: Number.POSITIVE_INFINITY } };
  const stored = JSON.parse(JSON.stringify(infinite)) as Judgement;
  t.same(compareJudgements(stored, infinite), []);
});
