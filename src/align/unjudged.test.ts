import t from 'tap';
import { HONEST, POLICY } from '../verdict/honest-reading.fixture.js';
import { judge } from '../verdict/judge.js';
import { pinyin, speak, syllablesOf, weigh } from './synthetic-speech.fixture.js';
import { isUnjudged } from './unjudged.js';

const at = (text: string, part: string) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length });

t.test('Latin words and letters are unjudged, the letter of a level is not', async (t) => {
  t.ok(isUnjudged('下载App', at('下载App', 'App')));
  t.ok(isUnjudged('购买ＥＴＦ基金', at('购买ＥＴＦ基金', 'Ｔ')));
  t.notOk(isUnjudged('风险等级R3', at('风险等级R3', 'R')));
  t.notOk(isUnjudged('风险等级', at('风险等级', '风')));
});

t.test('a clause with an English word is never passed and never failed for that word', async (t) => {
  const text = '本人使用logo购买基金';
  const said = pinyin(['ben3 ren2 shi3 yong4', 'lou2 gou3', 'gou4 mai3 ji1 jin1'].join(' '));
  for (const spoken of [said, syllablesOf('本人使用购买基金')]) {
    const content = weigh({ text }, speak(spoken).posteriors);
    const own = content.tokens.filter(({ source }) => source !== null && source.start >= 4 && source.end <= 8);
    t.ok(own.length > 0 && own.every(({ op, score }) => op === 'unsure' && score === null));
    t.equal(judge({ ...HONEST, content }, POLICY).verdict, 'review');
  }
});

t.test('a clause of nothing but letters has finite figures', async (t) => {
  const { scores } = weigh({ text: 'ETF' }, speak(syllablesOf('本人')).posteriors);
  t.ok(Object.values(scores).every((value) => value === null || Number.isFinite(value)));
});
