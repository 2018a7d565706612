import t from 'tap';
import { clauseLanguage } from './clause-language.js';

t.test('a clause is standard Chinese unless it holds characters of another written Chinese', (t) => {
  t.equal(clauseLanguage('本产品不保证本金和收益。'), 'cmn');
  t.equal(clauseLanguage('我已經瞭解產品風險。'), 'cmn', 'traditional characters are no language');
  t.equal(clauseLanguage('我哋唔保證本金。'), 'yue');
  t.equal(clauseLanguage('阿拉勿保证本金。'), 'wuu');
  t.equal(clauseLanguage(''), 'cmn');
  t.end();
});
