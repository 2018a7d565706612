import t from 'tap';
import { errorRate } from '../../src/align/symbol-alignment.js';
import { charactersOf, countWritten, phonesOf, writtenReference } from './written.js';

const characters = (said: string, text: string) =>
  countWritten(text, writtenReference(said, charactersOf), charactersOf);
const phones = (said: string, text: string) => countWritten(text, writtenReference(said, phonesOf), phonesOf);

t.test('digits, traditional characters and punctuation are no errors where they say the same', async (t) => {
  t.match(characters('年化百分之三点五', '年化3.5%。'), { n: 8, c: 8, s: 0, d: 0, i: 0 });
  t.match(characters('本产品不保证本金', '本產品、不保證本金'), { n: 8, c: 8, i: 0 });
  t.match(characters('三七三八八六', '3 7 3 8 8 6'), { n: 6, c: 6, i: 0 });
  t.match(phones('银行大厦', '银行大厦'), { s: 0, d: 0, i: 0 }, 'either sound of 厦');
});

t.test('what was not said counts, and homophones count as characters alone', async (t) => {
  t.match(characters('不保证本金', '保证本金'), { n: 5, d: 1, s: 0, i: 0 });
  t.match(characters('保证本金', '不保证本金'), { n: 4, i: 1 });
  t.match(characters('认购二百万元', '认购三百万元'), { s: 1, d: 0, i: 0 });
  t.match(characters('已清楚', '以清楚'), { s: 1 });
  t.match(phones('已清楚', '以清楚'), { s: 0, d: 0, i: 0 });
  t.equal(errorRate(characters('自愿', '')), 1);
});
