import t from 'tap';
import { parseTokenTable } from './token-table.js';

t.test('reads tokens in any order', (t) => {
  t.strictSame(parseTokenTable('好 2\n<blk> 0\n▁我 1\n', 0), { texts: ['<blk>', '▁我', '好'], blank: 0 });
  t.strictSame(parseTokenTable('<blk> 0\r\n好\t1\r\n', 0)?.texts, ['<blk>', '好']);
  t.end();
});

t.test('knows the token of one space', (t) => {
  t.strictSame(parseTokenTable('<blk> 0\n  1\n', 0)?.texts, ['<blk>', ' ']);
  t.end();
});

t.test('refuses what is no list of tokens', (t) => {
  for (const text of ['', 'a b', '好 0\n坏 0', '好 0\n坏 2', '好', '好 -1'])
    t.equal(parseTokenTable(text, 0), null, text);
  t.equal(parseTokenTable('好 0', 1), null, 'the blank must be one of them');
  t.end();
});
