import fc from 'fast-check';
import t from 'tap';
import type { AccentProfile } from './accent-profile.js';
import { ACCENT_PROFILES, accentProfile } from './accent-profile-list.js';
import { accentVariants } from './accent-variants.js';
import { FINALS, INITIALS, PHONES } from './phone.js';
import { parseSyllable, soundsLike, spellSyllable, type Tone } from './syllable.js';
import { withInitial } from './syllable-fit.js';

const heard = (dialect: string, pinyin: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    accentVariants(parseSyllable(pinyin)!, accentProfile(dialect)!).map(({ syllable, rule }) => [
      spellSyllable(syllable),
      rule,
    ]),
  );

t.test('each dialect turns Mandarin into what its readers say', async (t) => {
  const cases: readonly (readonly [string, string, string, string])[] = [
    ['sichuan', 'neng2', 'leng', 'n-l'],
    ['sichuan', 'shi4', 'si', 'zh-z'],
    ['sichuan', 'cheng2', 'cen', 'zh-z+eng-en'],
    ['sichuan', 'hua4', 'fa', 'hu-f'],
    ['sichuan', 'fang1', 'huang', 'f-hu'],
    ['cantonese', 'shang4', 'xiang', 'zh-j'],
    ['cantonese', 'xiang1', 'shang', 'j-zh'],
    ['cantonese', 'qu3', 'qi', 'v-i'],
    ['min', 'duo1', 'dou', 'uo-ou'],
    ['wu', 'ban4', 'bang', 'an-ang'],
    ['hakka', 'ren2', 'yin', 'r-y'],
    ['xiang', 'nan2', 'lan', 'n-l'],
    ['gan', 'fei1', 'hui', 'f-hu'],
    ['jin', 'zhen1', 'zheng', 'en-eng'],
    ['jin', 'jun1', 'jiong', 'vn-iong'],
    ['northeastern', 'ren2', 'yin', 'r-y'],
    ['northeastern', 'ai4', 'nai', 'zero-n'],
    ['xian', 'shui3', 'fei', 'shu-f'],
    ['xian', 'zhu1', 'fu', 'zhu-pf'],
    ['nanjing', 'liu4', 'niu', 'l-n'],
    ['tianjin', 'san1', 'shan', 'z-zh'],
    ['qingdao', 'ri4', 'yi', 'r-y'],
    ['mandarin', 'xin1', 'xing', 'in-ing'],
  ];
  for (const [dialect, standard, variant, rule] of cases)
    t.match(heard(dialect, standard), { [variant]: rule }, `${dialect} ${standard}`);
  t.notOk('li' in heard('xiang', 'ni3'), 'Xiang keeps n before i');
  t.same(Object.keys(heard('mandarin', 'neng2')), ['nen'], 'the standard knows no n/l');
});

t.test(
  'a variant is another sound with known phones, listed once, cheapest first, below the cost of any other sound',
  async () => {
    const syllable = fc
      .tuple(fc.constantFrom('' as const, ...INITIALS), fc.constantFrom(...FINALS), fc.integer({ min: 1, max: 5 }))
      .map(([initial, final, tone]) => ({ initial, final, tone: tone as Tone }));
    fc.assert(
      fc.property(syllable, fc.constantFrom(...ACCENT_PROFILES), (standard, profile) => {
        const variants = accentVariants(standard, profile);
        const sounds = new Set(variants.map((variant) => `${variant.syllable.initial} ${variant.syllable.final}`));
        return (
          sounds.size === variants.length &&
          variants.every(
            (variant, index) =>
              !soundsLike(variant.syllable, standard) &&
              variant.syllable.tone === standard.tone &&
              (variant.syllable.initial === '' || PHONES.includes(variant.syllable.initial)) &&
              PHONES.includes(variant.syllable.final) &&
              variant.cost > 0 &&
              variant.cost < 1 &&
              (index === 0 || variants[index - 1]!.cost <= variant.cost),
          )
        );
      }),
      { numRuns: 2_000 },
    );
  },
);

t.test('profiles are well formed', async (t) => {
  t.equal(new Set(ACCENT_PROFILES.map((profile) => profile.id)).size, 14);
  const initials: readonly string[] = ['', 'hu', 'y', ...INITIALS];
  for (const profile of ACCENT_PROFILES) {
    t.equal(new Set(profile.rules.map((rule) => rule.id)).size, profile.rules.length, `${profile.id} rule ids`);
    for (const rule of profile.rules) {
      const known: readonly string[] = rule.part === 'initial' ? initials : FINALS;
      t.equal(rule.from.length, rule.to.length, `${profile.id} ${rule.id}`);
      t.ok(
        [...rule.from, ...rule.to].every((phone) => known.includes(phone)),
        `${profile.id} ${rule.id}`,
      );
    }
  }
});

t.test('rules that name unknown phones make nothing', async (t) => {
  const odd: AccentProfile = {
    ...accentProfile('mandarin')!,
    rules: [
      { id: 'a', part: 'initial', from: ['n'], to: ['??'], cost: 0.3, source: 'data' },
      { id: 'b', part: 'final', from: ['i'], to: ['??'], cost: 0.3, source: 'data' },
      { id: 'c', part: 'initial', from: ['n'], to: ['l'], cost: 0.3, source: 'data', when: { initials: ['b'] } },
    ],
  };
  t.same(accentVariants(parseSyllable('ni3')!, odd), []);
  t.equal(withInitial(parseSyllable('guan1')!, 'j')?.final, 'van');
});

t.test('profiles are found by id, place and spelling', async (t) => {
  for (const [name, id] of Object.entries({
    Sichuan: 'southwestern',
    chongqing: 'southwestern',
    shanghai: 'wu',
    yue: 'cantonese',
    minnan: 'min',
    zhengzhou: 'central_plains',
    "Xi'an": 'central_plains',
    nanjing: 'jianghuai',
    tianjin: 'jilu',
    shijiazhuang: 'jilu',
    四川: 'southwestern',
    'Central Plains': 'central_plains',
    'central-plains': 'central_plains',
    ' wu ': 'wu',
  })) {
    t.equal(accentProfile(name)?.id, id, name);
  }
  t.equal(accentProfile('klingon'), null);
  t.equal(accentProfile(''), null);
});
