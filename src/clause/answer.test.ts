import t from 'tap';
import { contraryOf, polarityOf } from './answer.js';
import { NEGATORS } from './answer-lexicon.js';
import { ANSWER_FORMS, NEGATOR_WORDS } from './answer-words.js';

t.test('what a form says depends on the question', async (t) => {
  t.equal(polarityOf('no', 'affirmative'), 'negative');
  t.equal(polarityOf('no_objection', 'affirmative'), 'affirmative');
  t.equal(polarityOf('no_objection', 'negative'), 'negative', '您有没有异议？ 没有异议');
  t.equal(polarityOf('assent', 'negative'), 'unclear', '您有没有异议？ 同意');
  t.equal(polarityOf('yes', 'negative'), 'affirmative', '您有没有异议？ 有');
  t.equal(contraryOf('affirmative'), 'negative');
  t.equal(contraryOf('negative'), 'affirmative');
});

t.test('every word of the lexicon has a sound for each of its characters', async (t) => {
  for (const { text, register, tokens } of [...ANSWER_FORMS, ...NEGATOR_WORDS]) {
    t.equal(tokens.map(({ character }) => character).join(''), text, `${register} ${text}`);
    t.ok(
      tokens.every(({ readings }) => readings.length > 0),
      `${register} ${text} sounds`,
    );
  }
  t.ok(NEGATORS.length > 1);
});

t.test('no word stands twice in a register', async (t) => {
  const seen = ANSWER_FORMS.map(({ text, register }) => `${register} ${text}`);
  t.same(
    seen.filter((word, at) => seen.indexOf(word) !== at),
    [],
  );
});
