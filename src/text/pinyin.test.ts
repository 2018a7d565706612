import t from 'tap';
import { HETERONYM_PHRASES } from './heteronym-phrases.js';
import { readCharacters, usualSyllable } from './pinyin.js';
import { POLYPHONES, SURNAMES, TONE_POLYPHONES } from './polyphones.js';
import { parseSyllable, toPinyin } from './syllable.js';

const read = (text: string): string =>
  Array.from(readCharacters(text).values(), (syllables) => syllables.map(toPinyin).join('/')).join(' ');

t.test('the words of finance are read as bankers read them', async (t) => {
  const cases: Readonly<Record<string, string>> = {
    我行: 'wo3 hang2/xing2',
    分行: 'fen1 hang2',
    央行: 'yang1 hang2',
    还款: 'huan2 kuan3',
    还本付息: 'huan2 ben3 fu4 xi1',
    必须得: 'bi4 xu1 dei3/de5',
    存量: 'cun2 liang4',
    重定价: 'chong2 ding4 jia4',
    给付: 'ji3/gei3 fu4',
    不得: 'bu4 de2',
    标的: 'biao1 di4/de5',
    归还应付: 'gui1 huan2 ying1/ying4 fu4',
  };
  for (const [text, pinyin] of Object.entries(cases)) t.equal(read(text), pinyin, text);
});

t.test('a polyphone has its contextual reading first and its other readings after it', async (t) => {
  t.equal(read('大厦'), 'da4 sha4/xia4');
  t.equal(read('银行的'), 'yin2 hang2 de5/di4');
  t.match(read('长江'), /^chang2\/zhang3 /);
  t.match(read('生长'), / zhang3\/chang2$/);
});

t.test('characters that carry the meaning have one reading', async (t) => {
  const strict: Readonly<Record<string, string>> = {
    不: 'bu4',
    无: 'wu2',
    未: 'wei4',
    非: 'fei1',
    没: 'mei2',
    一: 'yi1',
    六: 'liu4',
    百: 'bai3',
    〇: 'ling2',
    大: 'da4',
  };
  for (const [character, pinyin] of Object.entries(strict)) t.equal(read(character), pinyin, character);
});

t.test('a surname reading is added where a person is named', async (t) => {
  t.equal(read('本人单明'), 'ben3 ren2 dan1/shan4 ming2');
  t.equal(read('订单'), 'ding4 dan1');
  t.equal(read('我是谁'), 'wo3 shi4 shui2/shei2');
});

t.test('every character of the common set has a reading', async (t) => {
  const decoder = new TextDecoder('gb18030');
  const unread: string[] = [];
  for (let lead = 0xb0; lead <= 0xf7; lead += 1) {
    for (let trail = 0xa1; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (/\p{Script=Han}/u.test(character) && !readCharacters(character).has(0)) unread.push(character);
    }
  }
  t.same(unread, []);
});

t.test('what no dictionary reads is absent', async (t) => {
  t.equal(readCharacters('😀').size, 0);
  t.equal(readCharacters('々').size, 0);
  t.equal(usualSyllable('々'), null);
  t.same([...readCharacters('𠮷好').keys()], usualSyllable('𠮷') === null ? [2] : [0, 2]);
});

t.test('the tables hold valid pinyin, one syllable per character', async (t) => {
  for (const [phrase, spelled] of Object.entries(HETERONYM_PHRASES)) {
    t.equal(spelled.split(' ').length, phrase.length, phrase);
    t.ok(
      spelled.split(/[ /]/).every((syllable) => parseSyllable(syllable) !== null),
      phrase,
    );
  }
  for (const [character, spelled] of Object.entries({ ...POLYPHONES, ...TONE_POLYPHONES, ...SURNAMES })) {
    t.ok(
      spelled.split(' ').every((syllable) => parseSyllable(syllable) !== null),
      character,
    );
  }
});
