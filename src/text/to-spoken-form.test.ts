import fc from 'fast-check';
import t from 'tap';
import { characterClass } from './character-class.js';
import { MOST_ALTERNATIVES } from './marks.js';
import type { SpokenForm, SpokenToken } from './spoken-form.js';
import { toPinyin } from './syllable.js';
import { NORMALISER, preferredTokens, toSpokenForm } from './to-spoken-form.js';

/** `[元块]` for interchangeable characters, `?` after an optional one. */
const show = (tokens: readonly SpokenToken[]): string =>
  tokens
    .map((token) => {
      const characters = [...new Set(token.readings.map((reading) => reading.character))].join('');
      return (characters.length > 1 ? `[${characters}]` : characters) + (token.optional ? '?' : '');
    })
    .join('');
const preferred = (text: string): string => show(preferredTokens(toSpokenForm(text)));
const units = (text: string): readonly string[] =>
  toSpokenForm(text).units.map(
    ({ kind, source, alternatives }) =>
      `${kind} ${text.slice(source.start, source.end)}: ${alternatives.map(show).join(' | ')}`,
  );

t.test('clauses are written out as they are read', async (t) => {
  const cases: Readonly<Record<string, string>> = {
    '业绩比较基准为3.5%-4.2%。': '业绩比较基准为百分之三点五[至到]百分之四点二',
    '投资起点￥１，０００，０００．００，期限2-3年': '投资起点一百万[元块]期限[两二][至到]三年',
    '２０２４年１月５日': '二零二四年一月五[日号]',
    '2024-01-05至2024/1/6': '二零二四年一月五[日号]至二零二四年一月六[日号]',
    每月15日还款: '每月十五[日号]还款',
    'T+1日': '替加一日',
    '客服电话95588或400-123-4567': '客服电话九五五八八或四零零[一幺]二三四五六七',
    尾号0123: '尾号零[一幺]二三',
    第2条: '第二条',
    '12个月': '十二个月',
    '100元/年': '一百[元块][每一]年',
    '3至5年': '三至五年',
    '2万-5万元': '[两二]万[至到]五万[元块]',
    '2024-2026年': '二零二四[至到]二零二六年',
    人民币壹佰陆拾万元整: '人民币壹佰陆拾万元整',
    '￥100元整': '一百[元块]整',
    '≥30%': '大于等于百分之三十',
    '> 引用': '引用',
    '**加粗**（括号）': '加粗括号',
    還本付息: '还本付息',
    '女儿、花儿': '女儿花儿?',
    '1、知晓': '一?知晓',
    '①知晓；（2）同意': '一?知晓二?同意',
    '20℃': '二十摄氏度',
    '比例3:7，于9:30': '比例三比七于九[点时]三十分',
    '收益为-3.5%': '收益为负百分之三点五',
    '1/3以上': '三分之一以上',
    '1/0': '一零',
    '12:60': '十二比六十',
    '99999999999999999999元': '九九九九九九九九九九九九九九九九九九九九[元块]',
    US$100与RMB5: '一百美元与人民币五[元块]',
    '2024-13-01': '[两二]千零二十四[至到]十三[至到]零[一幺]',
  };
  for (const [text, reading] of Object.entries(cases)) {
    t.equal(preferred(text), reading, text);
  }
});

t.test('units have a kind and their legal alternatives', async (t) => {
  t.same(units('3-5%'), ['rate 3: 百分之三', 'text -: [至到]', 'rate 5%: 百分之五 | 五']);
  t.same(units('3-5万元'), ['amount 3: 三 | 三万', 'text -: [至到]', 'amount 5万元: 五万[元块]']);
  t.same(units('2-3万份'), ['number 2: 二 | [两二]万', 'text -: [至到]', 'number 3万份: 三万份']);
  t.same(units('1.50元'), ['amount 1.50元: 一[元块]五[角毛] | 一块五 | 一点五零[元块] | 一点五[元块]']);
  t.same(units('R3'), ['level R3: 阿尔?三']);
  t.same(units('C1-C5'), ['level C1: 西一', 'text -: [至到]', 'level C5: 西五']);
  t.same(units('50BP'), ['number 50: 五十', 'text BP: 必批 | 基点']);
  t.same(units('二百元'), ['amount 二百元: [二两]百元']);
  t.same(units('两年'), ['number 两年: [两二]年']);
  t.same(units('十二年'), ['number 十二年: 十二年']);
  t.same(units('百分之三点五'), ['rate 百分之三点五: 百分之三点五']);
  t.same(units('二〇二四年三月五日'), ['date 二〇二四年三月五日: 二〇二四年三月五日']);
  t.same(units('万分之五'), ['rate 万分之五: 万分之五']);
  t.same(units('统一，一定，万一，第三方'), [
    'text 统一: 统一',
    'text 一定: 一定',
    'text 万一: 万一',
    'text 第三方: 第三方',
  ]);
  t.same(units('123456789'), [
    'digits 123456789: [一幺]二三四五六七八九 | 一亿[两二]千三百四十五万六千七百八十九'.replace('[二两]千', '[两二]千'),
  ]);
});

t.test('a letter is heard as its Chinese name and 陆 in a number as six', async (t) => {
  const [r, er] = preferredTokens(toSpokenForm('R'));
  t.same(
    r!.readings.map((reading) => toPinyin(reading.syllable)),
    ['a1', 'a4'],
  );
  t.same(
    er!.readings.map((reading) => toPinyin(reading.syllable)),
    ['er3', 'er4'],
  );
  const six = preferredTokens(toSpokenForm('陆万元'))[0]!;
  t.same(
    six.readings.map((reading) => toPinyin(reading.syllable)),
    ['liu4'],
  );
});

t.test('sentences end at full stops and lines, not at commas', async (t) => {
  const text = '第一句，还是第一句。第二句！\n\n；第三句';
  const { sentences } = toSpokenForm(text);
  t.same(
    sentences.map(({ start, end }) => text.slice(start, end).trim()),
    ['第一句，还是第一句。', '第二句！\n\n；', '第三句'],
  );
  t.same(toSpokenForm('。\n').sentences, []);
});

const FRAGMENTS = [
  '本人',
  '还款',
  '3.5%',
  '-',
  '~',
  '至',
  '100',
  '万元',
  '年',
  '月',
  '2024年1月5日',
  '一定',
  '三万',
  '百分之',
  '十',
  'R3',
  'APP',
  '+',
  '/',
  '¥',
  '1,000.00',
  '，',
  '。',
  ' ',
  '\n',
  '儿',
  '（1）',
  '、',
  '尾号',
  '0',
  '12:30',
  '😀',
  '銀行',
  '二',
  '两',
  '整',
  '元',
  '第',
  '𠮷',
  '<',
  '≥',
  '个工作日',
];
const clause = fc.oneof(
  fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 25 }).map((fragments) => fragments.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

/** How many units cover each UTF-16 unit of the text. */
const covering = (form: SpokenForm): Uint8Array => {
  const counts = new Uint8Array(form.text.length);
  for (const { source } of form.units) for (let at = source.start; at < source.end; at += 1) counts[at]! += 1;
  return counts;
};

const coversReadable = (form: SpokenForm): boolean => {
  const counts = covering(form);
  if (counts.some((count) => count > 1)) return false;
  return Array.from(form.text.matchAll(/[A-Za-z0-9]|[本人还款年月]/g)).every(({ index }) => counts[index] === 1);
};

t.test('every readable character is covered by exactly one unit, in order', async () => {
  fc.assert(
    fc.property(clause, (text) => {
      const form = toSpokenForm(text);
      const ordered = form.units.every(
        ({ source }, index) =>
          source.start < source.end &&
          source.end <= text.length &&
          (index === 0 || form.units[index - 1]!.source.end <= source.start),
      );
      return ordered && coversReadable(form) && form.normaliser === NORMALISER && form.text === text;
    }),
    { numRuns: 200 },
  );
});

t.test('alternatives are few, distinct and not empty, and each token has a reading and lies in its unit', async () => {
  fc.assert(
    fc.property(clause, (text) =>
      toSpokenForm(text).units.every(({ alternatives, source }) => {
        const keys = new Set(alternatives.map((tokens) => tokens.map((token) => token.character).join('')));
        return (
          alternatives.length > 0 &&
          alternatives.length <= MOST_ALTERNATIVES &&
          keys.size === alternatives.length &&
          alternatives.every(
            (tokens) =>
              tokens.length > 0 &&
              tokens.every(
                (token) =>
                  token.readings[0]?.character === token.character &&
                  source.start <= token.source.start &&
                  token.source.end <= source.end,
              ),
          )
        );
      }),
    ),
    { numRuns: 200 },
  );
});

t.test('each token lies in exactly one sentence', async () => {
  fc.assert(
    fc.property(clause, (text) => {
      const { units: all, sentences } = toSpokenForm(text);
      return all.every(
        ({ source }) => sentences.filter(({ start, end }) => start <= source.start && source.end <= end).length === 1,
      );
    }),
    { numRuns: 150 },
  );
});

t.test('plain Chinese without numerals is said character by character', async () => {
  const plain = fc.array(fc.constantFrom(...Array.from('本人已充分了解并愿承担风险还款收益客户银行产品的得')), {
    minLength: 1,
  });
  fc.assert(
    fc.property(plain, (characters) => {
      return (
        preferredTokens(toSpokenForm(characters.join('')))
          .map((token) => token.character)
          .join('') === characters.join('')
      );
    }),
  );
});

t.test('a form is a function of its text', async () => {
  fc.assert(
    fc.property(fc.array(clause, { minLength: 2, maxLength: 4 }), (texts) => {
      const first = texts.map((text) => JSON.stringify(toSpokenForm(text)));
      const again = texts.toReversed().map((text) => JSON.stringify(toSpokenForm(text)));
      return first.join() === again.toReversed().join();
    }),
    { numRuns: 30 },
  );
});

t.test('characters have one class', async (t) => {
  const cases = {
    人: 'han',
    〇: 'han',
    a: 'latin',
    '7': 'digit',
    '①': 'digit',
    '%': 'sign',
    '，': 'silent',
    ' ': 'silent',
    '\u0000': 'control',
    '\ud800': 'control',
    '😀': 'foreign',
  } as const;
  for (const [character, kind] of Object.entries(cases))
    t.equal(characterClass(character), kind, JSON.stringify(character));
});
