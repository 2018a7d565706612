import fc from 'fast-check';
import t from 'tap';
import { parseSpokenNumber } from '../../text/numeral-parse.js';
import type { ClauseToken } from '../clause-token.js';
import { NEAR_MISS_KINDS, type NearMissKind } from '../near-miss.js';
import type { Clause } from '../synthetic-speech.fixture.js';
import { generateMisses } from './generate-misses.js';
import { contextOf, say, scorerOn, spell, textOf, withMiss } from './misses.fixture.js';

const TEXT =
  '本产品不保证本金和收益。业绩比较基准为年化3.5%，不构成收益承诺。本人自愿认购200万元，期限为105天，没有异议。';
const BEFORE =
  '本产品保证本金和收益。业绩比较基准为年化4.5%，不构成收益承诺。本人自行认购100万元，期限为105天，没有异议。';
const CLAUSE: Clause = { text: TEXT, marked: ['自愿认购'] };

const generate = (clause: Clause, extraBefore: readonly number[] = [], previous: string | null = null) => {
  const context = contextOf(clause, extraBefore, previous);
  const { misses, inaudible } = generateMisses(context);
  return { tokens: context.tokens, misses, inaudible, spelled: misses.map((miss) => spell(context.tokens, miss)) };
};
const ofKind = (
  clause: Clause,
  kind: NearMissKind,
  previous: string | null = null,
  extraBefore: readonly number[] = [],
): readonly string[] => {
  const { tokens, misses } = generate(clause, extraBefore, previous);
  return misses.filter((miss) => miss.kind === kind).map((miss) => spell(tokens, miss));
};

t.test('every negation is dropped, and 不 added at every boundary that has none', async (t) => {
  t.same(ofKind({ text: '本人没有不同意见' }, 'negation_dropped'), ['没>', '没有>', '不>']);
  t.equal(ofKind({ text: '保证本金' }, 'negation_added').length, 4);
  t.equal(ofKind({ text: '不保证本金' }, 'negation_added').length, 3, 'not before nor after the 不 that is there');
});

t.test('where something extra was heard, every negation is tried, the rarer ones against a prior', async (t) => {
  const { misses } = generate({ text: '保证本金' }, [2]);
  const added = misses.filter(({ kind, start }) => kind === 'negation_added' && start === 2);
  t.equal(added.map(({ replacement }) => replacement[0]!.character).join(''), '不没未无非别');
  t.same(
    added.map(({ prior }) => prior > 0),
    [false, true, true, true, true, true],
  );
});

t.test('numbers change by digit, by length and by value', async (t) => {
  const found = generate({ text: '期限为5年，金额200万元，利率3.5%，共105天' }).spelled;
  for (const miss of ['五>四', '五>七', '>十', '二>三', '百>千', '五>一', '百分之>', '点五>', '零>一十', '百>八'])
    t.ok(found.includes(miss), miss);
  t.ok(generate({ text: '期限为15年' }).spelled.includes('十>'));
  t.ok(generate({ text: '期限为20年' }).spelled.includes('>五'));
  t.ok(generate({ text: '金额200万元' }).spelled.includes('万>'), '200 for 2,000,000');
  t.ok(generate({ text: '期限为半年' }).spelled.includes('半>一'));
  t.notOk(
    generate({ text: '第三方是两者之一' }).misses.some(({ kind }) => kind === 'number_grown'),
    'numerals that count nothing do not grow',
  );
});

t.test('units change after numbers and nowhere else', async (t) => {
  t.ok(ofKind({ text: '期限为5年' }, 'unit_changed').includes('年>个月'));
  t.ok(ofKind({ text: '金额5元' }, 'unit_changed').includes('>美'));
  t.same(ofKind({ text: '今年的元月' }, 'unit_changed'), []);
  t.same(ofKind({ text: '2024年5月3日' }, 'unit_changed'), [], 'no unit stands for a part of a date');
});

t.test('words of the lexicon meet their contraries, as words of their own', async (t) => {
  const found = ofKind({ text: '本产品为非保本浮动收益' }, 'contrary');
  for (const miss of ['浮动>固定', '收益>损失', '非>不']) t.ok(found.includes(miss), miss);
  t.ok(ofKind({ text: '申购后不得赎回' }, 'contrary').includes('赎回>申购'));
  t.notOk(ofKind({ text: '缴纳保证金' }, 'contrary').some((miss) => miss.startsWith('保证>')));
  const { misses } = generate({ text: '风险等级为中低风险' });
  const labels = misses.flatMap(({ kind, label }) => (kind === 'contrary' ? [label] : []));
  t.ok(labels.length > 0 && labels.every((label) => label === 'risk_level'));
});

t.test('critical phrases and sentences are left out, sentences exchanged', async (t) => {
  t.ok(ofKind(CLAUSE, 'phrase_dropped').includes('自愿认购>'));
  t.same(ofKind({ text: '同意。知晓。' }, 'sentence_dropped'), ['同意>', '知晓>']);
  t.same(ofKind({ text: '同意。知晓。' }, 'sentences_swapped'), ['同意知晓>知晓同意']);
  t.same(ofKind({ text: '我同意' }, 'sentence_dropped'), [], 'a clause of one sentence');
  t.same(ofKind({ text: '不', marked: ['不'] }, 'phrase_dropped'), [], 'a clause that is nothing else');
  t.same(ofKind({ text: 'ABC', marked: ['ABC'] }, 'sentence_dropped'), []);
});

t.test('the version before is a near miss wherever it said something else', async (t) => {
  t.same(ofKind({ text: '本人同意转让。' }, 'previous_version', '本人要求转让。'), ['同意>要求']);
  t.same(ofKind({ text: '本人同意转让。' }, 'previous_version', '本人同意转让全家财产。'), ['>全家财产']);
  t.same(ofKind({ text: '本人今日同意转让。' }, 'previous_version', '本人同意转让。'), ['今日>']);
  t.same(ofKind({ text: '利率为百分之三' }, 'previous_version', '利率为百分之三'), []);
  t.same(ofKind({ text: '' }, 'previous_version', '本人同意。'), []);
  t.same(ofKind({ text: '金额115元' }, 'previous_version', '金额115元'), [], 'another legal reading is no change');
});

t.test('of a challenge, what other challenges have in its places', async (t) => {
  const context = contextOf({ text: '咖啡、书包。' });
  const rivals = [
    { source: { start: 0, end: 2 }, text: '玫瑰' },
    { source: { start: 0, end: 5 }, text: '书包咖啡' },
    { source: { start: 90, end: 92 }, text: '玻璃' },
  ];
  const { misses } = generateMisses({ ...context, rivals });
  const changed = misses.filter(({ kind }) => kind === 'challenge_changed');
  t.same(
    changed.map((miss) => spell(context.tokens, miss)),
    ['咖啡>玫瑰', '咖啡书包>书包咖啡'],
  );
  for (const miss of changed) {
    t.ok(scorerOn(context.tokens, say(context.tokens, 1))(miss) > 0);
    t.ok(scorerOn(context.tokens, say(withMiss(context.tokens, miss), 1))(miss) < 0);
  }
});

t.test('what sounds like the clause is listed, with why, and not scored', async (t) => {
  const { inaudible, misses } = generate({ text: '本人买入' }, [], '本人卖入');
  t.match(inaudible, [{ cause: 'tone', miss: { kind: 'previous_version' } }]);
  t.notOk(misses.some(({ kind }) => kind === 'previous_version'));
  t.match(generate({ text: '账户' }, [], '帐户').inaudible, [{ cause: 'same_sound' }]);
  t.match(generate({ text: '能力', dialect: 'southwestern' }, [], '棱力').inaudible, [{ cause: 'accent' }]);
  t.same(generate({ text: '能力' }, [], '棱力').inaudible, [], 'a reader of standard Mandarin tells them apart');
  t.same(
    generate({ text: '花儿开' }, [], '花开').misses.filter(({ kind }) => kind === 'previous_version'),
    [],
  );
});

/** Every sound that each token may have. */
const soundsOf = (tokens: readonly ClauseToken[]): readonly (readonly string[])[] =>
  tokens.map(({ pronunciations }) => pronunciations.map(({ phones }) => phones.join('.')));

const mayBeSame = (own: readonly (readonly string[])[], other: readonly (readonly string[])[]): boolean =>
  own.length === other.length && own.every((sounds, at) => sounds.some((sound) => other[at]!.includes(sound)));

const someText = fc
  .array(fc.constantFrom(...'不保证本金收益。同意有没十二三百万点年元零是的'), { minLength: 1, maxLength: 14 })
  .map((characters) => characters.join(''));

t.test('every near miss differs from the clause, and none is made twice', async () => {
  fc.assert(
    fc.property(someText, someText, fc.nat(13), (text, previous, extra) => {
      const { tokens, misses } = generate({ text }, [extra], previous);
      const sounds = misses.map((miss) => soundsOf(withMiss(tokens, miss)));
      const own = soundsOf(tokens);
      return !sounds.some((sound) => mayBeSame(own, sound)) && new Set(sounds.map(String)).size === sounds.length;
    }),
    { seed: 61, numRuns: 150 },
  );
});

t.test('numerals are exchanged where somebody could read the result', async (t) => {
  const changes = (text: string) => ofKind({ text }, 'number_changed');
  t.ok(changes('认购四万元').includes('四>十'));
  t.notOk(changes('编号三百零五').includes('零>六'), '三百六五');
  t.ok(changes('尾号三零五').includes('零>六'), 'digit by digit');
  t.ok(changes('编号三百零五').includes('三>四'));
  t.notOk(changes('编号三十五').includes('五>零'));
  t.ok(changes('三百零五千').includes('五>四'), 'what was no number to begin with');
  t.notOk(changes('三百零五千').includes('零>六'));
});

t.test('a critical number is a numeral longer where that is a number, and a numeral shorter anywhere', async (t) => {
  t.notOk(ofKind({ text: '认购两千元' }, 'number_grown').includes('>一'), '两千一元');
  t.ok(ofKind({ text: '尾数两千三百' }, 'number_grown').includes('>五'), '两千三百五 for 2,350');
  t.ok(ofKind({ text: '认购二十年' }, 'number_grown').includes('>五'));
  for (const word of '三百零五') t.ok(ofKind({ text: '认购三百零五元' }, 'number_shrunk').includes(`${word}>`), word);
  t.same(ofKind({ text: '期限五年' }, 'number_shrunk'), []);
});

t.test('any numeral is added where the free decode heard something extra', async (t) => {
  t.ok(ofKind({ text: '编号二零六' }, 'number_grown').length === 0);
  const heard = ofKind({ text: '编号二零六' }, 'number_grown', null, [4]);
  for (const word of '零一二三四五六七八九十百千万') t.ok(heard.includes(`>${word}`), word);
  t.ok(ofKind({ text: '编号二零六' }, 'number_grown', null, [5]).includes('>一'), 'behind the last as well');
  t.same(ofKind({ text: '编号二零六' }, 'number_grown', null, [0]), [], 'not elsewhere');
});

t.test('a numeral changed into another number is among the near misses, wherever it stands', async () => {
  const amount = fc.integer({ min: 1, max: 99_999_999 });
  fc.assert(
    fc.property(amount, fc.nat(), fc.constantFrom(...'一二三四五六七八九'), (value, pick, digit) => {
      const { tokens, misses } = generate({ text: `认购${value}元` });
      const digits = tokens.flatMap(({ character }, at) => ('一二两三四五六七八九十'.includes(character) ? [at] : []));
      const at = digits[pick % digits.length]!;
      const changed = textOf(tokens.with(at, { ...tokens[at]!, character: digit }));
      const same = { 两: '二' }[tokens[at]!.character] === digit;
      const isNumber = parseSpokenNumber(changed.slice(2, -1)) !== null;
      return (
        !isNumber ||
        same ||
        changed === textOf(tokens) ||
        misses.some((miss) => textOf(withMiss(tokens, miss)) === changed)
      );
    }),
    { seed: 62, numRuns: 100 },
  );
});

t.test('on its own sound the clause beats every near miss, and loses to the one that was said', async (t) => {
  const { tokens, misses } = generate(CLAUSE, [], BEFORE);
  for (const seed of [1, 2]) {
    const marginOf = scorerOn(tokens, say(tokens, seed));
    for (const miss of misses) t.ok(marginOf(miss) > 0, `${miss.kind} ${spell(tokens, miss)}`);
  }
  for (const kind of NEAR_MISS_KINDS.filter((kind) => kind !== 'challenge_changed')) {
    const all = misses.filter((miss) => miss.kind === kind);
    t.ok(all.length > 0, kind);
    for (const [at, miss] of all.entries()) {
      if (at % Math.ceil(all.length / 8) > 0) continue;
      const said = withMiss(tokens, miss);
      t.ok(scorerOn(tokens, say(said, at))(miss) < 0, `${kind} ${spell(tokens, miss)}`);
    }
  }
});
