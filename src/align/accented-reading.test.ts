import t from 'tap';
import { ACCENT_PROFILES } from '../text/accent-profile-list.js';
import { type Clause, pinyin, speak, syllablesOf, weigh } from './synthetic-speech.fixture.js';

const SEEDS = [1, 2, 3];
const weighSaid = (clause: Clause, said: string) =>
  SEEDS.map((seed) => weigh(clause, speak(pinyin(said), { seed }).posteriors));

t.test('a merge of the reader’s dialect is a variant that names its rule', async (t) => {
  const cases: readonly (readonly [string, string, string, string, string])[] = [
    ['southwestern', '能力很好', 'leng2 li4 hen3 hao3', '能', 'n-l'],
    ['southwestern', '老师说话', 'lao3 si1 shuo1 hua4', '师', 'zh-z'],
    ['southwestern', '我方同意', 'wo3 huang1 tong2 yi4', '方', 'f-hu'],
    ['xiang', '您很困难', 'nin2 hen3 kun4 lan2', '难', 'n-l'],
    ['northeastern', '某人同意', 'mou3 yin2 tong2 yi4', '人', 'r-y'],
  ];
  for (const [dialect, text, said, ref, rule] of cases) {
    for (const { tokens, accuracy } of weighSaid({ text, dialect }, said)) {
      t.match(
        tokens.find((token) => token.ref === ref),
        { op: 'accent_variant', rule },
        `${dialect} ${said}`,
      );
      t.equal(accuracy, 1);
    }
  }
});

t.test('the same sounds from a reader of standard Mandarin are no variant', async (t) => {
  for (const { tokens } of weighSaid({ text: '能力很好' }, 'leng2 li4 hen3 hao3')) {
    t.not(tokens[0]!.op, 'accent_variant');
    t.equal(tokens[0]!.rule, null);
  }
});

t.test('standard Mandarin is a match under every profile', async (t) => {
  const text = '投资期限为十年，能力很好。';
  for (const { id } of ACCENT_PROFILES) {
    const content = weigh({ text, dialect: id }, speak(syllablesOf(text)).posteriors);
    t.ok(
      content.tokens.every(({ op }) => op === 'match'),
      id,
    );
    t.ok(
      content.criticalTerms.every(({ outcome }) => outcome === 'said'),
      id,
    );
  }
});

t.test('a merge that makes a number another number is not accepted', async (t) => {
  const clause = { text: '投资期限为十年以上', dialect: 'southwestern' };
  for (const { tokens, criticalTerms } of weighSaid(clause, 'tou2 zi1 qi1 xian4 wei2 si4 nian2 yi3 shang4')) {
    t.match(criticalTerms[0], { kind: 'number', text: /十年/ });
    t.ok(['unsure', 'contradicted'].includes(criticalTerms[0]!.outcome));
    t.equal(criticalTerms[0]!.competitor, '四年');
    t.match(tokens.find(({ ref }) => ref === '十')!, { op: 'unsure', rule: 'zh-z' }, 'nor held against the reader');
  }
});

t.test('the same merge outside critical terms is a variant', async (t) => {
  for (const { tokens } of weighSaid({ text: '事实如此', dialect: 'southwestern' }, 'si4 si2 ru2 ci3'))
    t.same(
      tokens.map(({ op }) => op),
      ['accent_variant', 'accent_variant', 'match', 'match'],
    );
});

t.test('a harmless merge inside a critical term is accepted', async (t) => {
  const clause = { text: '您不能提前支取', marked: ['不能'], dialect: 'southwestern' };
  for (const { criticalTerms } of weighSaid(clause, 'nin2 bu4 leng2 ti2 qian2 zhi1 qu3'))
    t.ok(criticalTerms.every(({ outcome }) => outcome === 'said'));
});

t.test('a word that differs from its contrary in tone alone is never sure in a critical term', async (t) => {
  for (const { criticalTerms } of weighSaid(
    { text: '您可以买入基金', marked: ['买入'] },
    'nin2 ke2 yi3 mai3 ru4 ji1 jin1',
  ))
    t.match(criticalTerms, [{ outcome: 'unsure', tone: { contrary: '卖', outcome: 'abstained' } }]);
  for (const { criticalTerms } of weighSaid(
    { text: '您可以投入基金', marked: ['投入'] },
    'nin2 ke2 yi3 tou2 ru4 ji1 jin1',
  ))
    t.match(criticalTerms, [{ outcome: 'said' }]);
});

t.test('a merge that makes a numeral another is not accepted outside critical terms either', async (t) => {
  for (const { tokens } of weighSaid({ text: '十堰和四川', dialect: 'southwestern' }, 'si4 yan4 he2 si4 chuan1'))
    t.not(tokens[0]!.op, 'accent_variant');
});
