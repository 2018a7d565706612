import t from 'tap';
import { scoreClause, TEMPERING } from './clause-score.js';
import { temper } from './emissions.js';
import { scoreLocally } from './local-score.js';
import { clauseToken, pinyin, speak } from './synthetic-speech.fixture.js';

const CLAUSE = ['ben3', 'chan3', 'pin3', 'bu4', 'bao3', 'zheng4'];
const score = (said: string) =>
  scoreClause(
    CLAUSE.map((way) => [[clauseToken(way, way)]]),
    temper(speak(pinyin(said)).posteriors, TEMPERING),
  );
const locally = (said: string) => {
  const clause = score(said);
  return clause.path.map((step, at) => ({ kind: step.kind, score: scoreLocally(clause, at) }));
};

t.test('each token of an honest reading is supported by its own stretch of sound', async (t) => {
  const steps = locally(CLAUSE.join(' '));
  t.equal(steps.length, CLAUSE.length);
  t.ok(steps.every((step) => step.kind === 'spoken' && step.score > -0.5));
});

t.test('beside extra speech the tokens keep their support', async (t) => {
  const steps = locally('ben3 chan3 ku3 ku4 du2 pin3 bu4 bao3 zheng4');
  t.equal(steps.filter(({ kind }) => kind === 'star').length, 1);
  t.ok(steps.every((step) => step.kind !== 'spoken' || step.score > -0.5));
});

t.test('beside tokens left out, too', async (t) => {
  const steps = locally('zheng4');
  t.ok(steps.some(({ kind }) => kind === 'skipped'));
  t.match(steps.at(-1), { kind: 'spoken' });
  t.ok(steps.at(-1)!.score > -0.5);
});

t.test('what was not spoken has no support at all', async (t) => {
  const other = locally('zheng4').filter(({ kind }) => kind === 'skipped');
  t.ok(other.length > 0 && other.every((step) => step.score === Number.NEGATIVE_INFINITY));
  const extra = locally('ben3 chan3 ku3 ku4 du2 pin3 bu4 bao3 zheng4').filter(({ kind }) => kind === 'star');
  t.same(extra, [{ kind: 'star', score: Number.NEGATIVE_INFINITY }]);
});
