import t from 'tap';
import { scoreBesideGaps } from './beside-gaps.js';
import { scoreClause, TEMPERING } from './clause-score.js';
import { alignEdits } from './edit-alignment.js';
import { temper } from './emissions.js';
import { isFiller } from './fillers.js';
import { decodeFreely } from './free-decode.js';
import { clauseToken, pinyin, speak } from './synthetic-speech.fixture.js';

const CLAUSE =
  'ben3 chan3 pin3 bao3 zheng4 shou1 yi4 ye4 ji4 bi3 jiao4 ji1 zhun3 gou4 cheng2 shou1 yi4 xu3 nuo4 ben3 ren2 zhi1 dao4'.split(
    ' ',
  );
/** The clause scored on what was said, before and after looking beside the gaps. */
const score = (said: string) => {
  const { posteriors } = speak(pinyin(said), { seed: 5 });
  const tokens = CLAUSE.map((way) => clauseToken(way, way));
  const before = scoreClause(
    tokens.map((token) => [[token]]),
    temper(posteriors, TEMPERING),
  );
  const heard = decodeFreely(posteriors);
  const { steps } = alignEdits(tokens, heard, isFiller);
  return { before, after: scoreBesideGaps(before, steps, heard), steps };
};

t.test('without a gap nothing is scored again', async (t) => {
  const { before, after } = score(CLAUSE.join(' '));
  t.equal(after, before);
  const two = score(CLAUSE.filter((_, i) => i !== 8 && i !== 9).join(' '));
  t.equal(two.after, two.before, 'nor for a gap that a reading might have and pass');
});

t.test('what was read beside a gap is judged as if the gap were not in the clause', async (t) => {
  const missing = (k: number) => k >= 7 && k < 19;
  const { before, after, steps } = score(CLAUSE.filter((_, k) => !missing(k)).join(' '));
  t.same(
    steps.flatMap((step) => (step.kind === 'missing' ? [step.token] : [])),
    CLAUSE.flatMap((_, k) => (missing(k) ? [k] : [])),
  );
  after.scores.forEach(({ perPhone }, k) => {
    if (missing(k)) t.equal(perPhone, before.scores[k]!.perPhone);
    else t.ok(perPhone >= before.scores[k]!.perPhone && perPhone > -0.7, CLAUSE[k]!);
  });
  t.ok(after.starts.every((start, k) => missing(k) || k === 0 || missing(k - 1) || start > after.starts[k - 1]!));
});

t.test('a clause of which nothing was read has nothing beside its gap', async (t) => {
  const { before, after } = score('ku3');
  t.equal(after.scores.length, before.scores.length);
});
