import type { Case } from '../case.js';
import { askedOf, askedWith, reading } from '../readings.js';
import { type Recipe, spoken } from '../sound/recipe.js';

const adversarial = (id: string, sound: Recipe, asked: Case['asked']): Case => ({
  id,
  side: 'adversarial',
  sound,
  asked,
});

/** Recordings of other words than the clause, made for it: the sound is wrong, the clause is right. */
const MISREAD = [
  'sentence-missing.wav',
  'negation-dropped.wav',
  'negation-added.flac',
  'number-changed.flac',
  'rate-changed.flac',
  'word-replaced.flac',
  'extra-speech.flac',
  'wrong-clause.flac',
  'suites/restart-without-negation.flac',
  'suites/amount-withdrawn.flac',
] as const;

const HONEST = 'honest.wav';
const RISK = 'suites/risk.flac';
const PURCHASE = 'suites/purchase.flac';

/** Every clause against every recording of another one. */
const OTHERS = [HONEST, RISK, PURCHASE, 'enrol-1.flac', 'enrol-3.flac', 'suites/numbers.flac', 'suites/erhua.flac'];
const swapped = OTHERS.flatMap((sound) =>
  OTHERS.filter((clause) => reading(clause).clause_text !== reading(sound).clause_text).map((clause) =>
    adversarial(`wrong-clause/${clause} on ${sound}`, spoken(sound), askedOf(clause)),
  ),
);

/** The customer read the version that he was given last year. */
const PREVIOUS: Readonly<Record<string, readonly string[]>> = {
  [HONEST]: [
    '本产品保证本金，不保证收益。业绩比较基准为年化3.5%，不构成收益承诺。本人已清楚了解风险，自愿认购200万元。',
    '本产品不保证本金和收益。业绩比较基准为年化4.2%，不构成收益承诺。本人已清楚了解风险，自愿认购200万元。',
    '本产品不保证本金和收益。业绩比较基准为年化3.5%，不构成收益承诺。本人已清楚了解风险，自愿认购250万元。',
    '本产品不保证本金和收益。业绩比较基准为年化3.5%，不构成收益承诺，过往业绩不代表未来表现。本人已清楚了解风险，自愿认购200万元。',
    '本产品不保证本金和收益。业绩比较基准为年化3.5%。本人已清楚了解风险，自愿认购200万元。',
    '本产品不保证本金和收益。业绩比较基准为季度3.5%，不构成收益承诺。本人已清楚了解风险，自愿认购200万元。',
    '本理财产品不保证本金和收益。业绩比较基准为年化3.5%，不构成收益承诺。本人已清楚了解风险，自愿认购200万元。',
  ],
  [RISK]: [
    '本人已充分了解该产品不保证本金和收益，愿意承担投资风险。',
    '本人已充分了解该产品不保证收益，愿意自行承担投资风险。',
    '本人已充分了解该产品保证本金和收益，愿意自行承担投资风险。',
    '本人已充分了解该产品不保证本金和收益，愿意自行承担全部投资风险。',
    '本人已大致了解该产品不保证本金和收益，愿意自行承担投资风险。',
  ],
  [PURCHASE]: [
    '本人自愿购买本理财产品，金额为200000元，业绩比较基准为年化3.5%。',
    '本人自愿购买本理财产品，金额为100000元，业绩比较基准为年化3.05%。',
    '本人自愿购买本保险产品，金额为100000元，业绩比较基准为年化3.5%。',
    '本人自愿购买本理财产品，金额为100000元，期限为一年，业绩比较基准为年化3.5%。',
  ],
};
const previous = Object.entries(PREVIOUS).flatMap(([file, texts]) =>
  texts.map((text, version) =>
    adversarial(`previous-version/${file} ${version + 1}`, spoken(file), askedWith(file, text)),
  ),
);

export const WRONG_TEXT: readonly Case[] = [
  ...MISREAD.map((file) => adversarial(`misread/${file}`, spoken(file), askedOf(file))),
  ...swapped,
  ...previous,
];
