import { ACCENT_READINGS } from '../accent-readings.js';
import type { Case } from '../case.js';
import { askedOf, askedWith } from '../readings.js';
import type { Effect, Encoding, Recipe } from '../sound/recipe.js';
import { spoken, spokenWith } from '../sound/recipe.js';

const HONEST = 'honest.wav';
const RISK = 'suites/risk.flac';
const PURCHASE = 'suites/purchase.flac';

const fair = (id: string, sound: Recipe, asked: Case['asked']): Case => ({ id, side: 'fair', sound, asked });
const asWritten = (kind: string, ...files: readonly string[]): readonly Case[] =>
  files.map((file) => fair(`${kind}/${file}`, spoken(file), askedOf(file)));

const asValidated = (one: Case): Case => ({ ...one, asValidated: true });

/** Every merge of every accent profile, judged as if the profile were validated. */
const ACCENTS: readonly Case[] = [
  ...ACCENT_READINGS.map(({ hint, file }) => fair(`accent/${hint}`, spoken(file), { ...askedOf(file), hint })),
  ...asWritten('accent', 'accent-southwestern.wav', 'accent-cantonese.flac', 'suites/accent-ten-as-four.flac'),
].map(asValidated);

/** One clause with other marks, which nobody hears. */
const MARKS = [
  '本产品不保证本金和收益，业绩比较基准为年化3.5%，不构成收益承诺，本人已清楚了解风险，自愿认购200万元',
  '本产品，不保证本金和收益；业绩比较基准为年化3.5%；不构成收益承诺。本人已清楚了解风险：自愿认购200万元！',
  '“本产品”不保证本金和收益。【业绩比较基准】为年化3.5%，不构成收益承诺。\n本人已清楚了解风险、自愿认购200万元。',
  '本产品不保证本金和收益。业绩比较基准为年化３．５％，不构成收益承诺。本人已清楚了解风险，自愿认购２００万元。',
] as const;
const PUNCTUATION = MARKS.map((text, at) =>
  fair(`punctuation/marks ${at + 1}`, spoken(HONEST), askedWith(HONEST, text)),
);

/** One number written in other ways. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  [HONEST]: [
    '本产品不保证本金和收益。业绩比较基准为年化百分之三点五，不构成收益承诺。本人已清楚了解风险，自愿认购二百万元。',
    '本产品不保证本金和收益。业绩比较基准为年化3.50%，不构成收益承诺。本人已清楚了解风险，自愿认购2,000,000元。',
    '本产品不保证本金和收益。业绩比较基准为年化3.5%，不构成收益承诺。本人已清楚了解风险，自愿认购2000000元。',
  ],
  [PURCHASE]: [
    '本人自愿购买本理财产品，金额为10万元，业绩比较基准为年化3.5%。',
    '本人自愿购买本理财产品，金额为十万元，业绩比较基准为年化百分之三点五。',
    '本人自愿购买本理财产品，金额为100,000元，业绩比较基准为年化3.5%。',
  ],
};
const NUMBERS_WRITTEN = Object.entries(WRITTEN).flatMap(([file, texts]) =>
  texts.map((text, at) => fair(`number-written/${file} ${at + 1}`, spoken(file), askedWith(file, text))),
);

/** Pauses in other places than the marks: a page turned, a breath in the middle of a phrase. */
const paused = (words: readonly string[], gapMs: number): Recipe => ({
  source: { kind: 'speech', pieces: words.map((one) => ({ file: HONEST, words: one })), gapMs },
});
const PAUSES: readonly Case[] = [
  fair(
    'pauses/after every phrase',
    paused(
      [
        '本产品',
        '不保证本金和收益',
        '业绩比较基准',
        '为年化百分之三点五',
        '不构成收益承诺',
        '本人已清楚了解风险',
        '自愿认购二百万元',
      ],
      700,
    ),
    askedOf(HONEST),
  ),
  fair(
    'pauses/in the middle of phrases',
    paused(
      [
        '本产品不保证',
        '本金和收益业绩比较',
        '基准为年化百分之',
        '三点五不构成收益',
        '承诺本人已清楚了解风险自愿',
        '认购二百万元',
      ],
      500,
    ),
    askedOf(HONEST),
  ),
  fair(
    'pauses/a page is turned',
    paused(
      ['本产品不保证本金和收益', '业绩比较基准为年化百分之三点五不构成收益承诺', '本人已清楚了解风险自愿认购二百万元'],
      3_000,
    ),
    askedOf(HONEST),
  ),
];

const heardThrough = (id: string, file: string, ...effects: readonly Effect[]): Case =>
  fair(id, spokenWith(file, ...effects), askedOf(file));
const tempo = (id: string, file: string, factor: number): Case =>
  fair(id, { ...spoken(file), encoding: { as: 'tempo', factor } satisfies Encoding }, askedOf(file));

/** Slow and quick readers; the slowest stand for readers over 65. */
const PACE: readonly Case[] = [
  ...asWritten('slow', 'suites/slow.flac'),
  tempo('slow/0.8 of the pace', HONEST, 0.8),
  tempo('slow/0.6 of the pace', HONEST, 0.6),
  tempo('slow/0.6 of the pace, risk', RISK, 0.6),
  tempo('quick/1.25 of the pace', HONEST, 1.25),
  tempo('quick/1.4 of the pace', RISK, 1.4),
];

/** Rooms and microphones as they are. */
const ROOMS: readonly Case[] = [
  heardThrough('room/pink noise, 25 dB', HONEST, { effect: 'noise', colour: 'pink', snrDb: 25 }),
  heardThrough('room/pink noise, 18 dB', HONEST, { effect: 'noise', colour: 'pink', snrDb: 18 }),
  heardThrough('room/hum, 20 dB', HONEST, { effect: 'noise', colour: 'hum', snrDb: 20 }),
  heardThrough('room/faint music, 25 dB', HONEST, { effect: 'music', style: 'chords', snrDb: 25 }),
  heardThrough('room/echo', HONEST, { effect: 'echo', ms: 60, db: -10 }),
  heardThrough('room/12 dB quieter', HONEST, { effect: 'gain', db: -12 }),
  heardThrough('room/10 dB louder', HONEST, { effect: 'gain', db: 10 }),
];

export const FAIR: readonly Case[] = [
  ...asWritten('as-written', HONEST, RISK, PURCHASE, 'long.flac', 'enrol-1.flac', 'enrol-2.flac', 'enrol-3.flac'),
  ...asWritten('other-voice', 'other-speaker.flac', 'suites/other-voice-risk.flac'),
  ...ACCENTS,
  ...asWritten(
    'self-correction',
    'repeat-selfcorrection.flac',
    'suites/restart-half.flac',
    'suites/stammer.flac',
    'suites/restart-amount.flac',
    'suites/amount-corrected.flac',
  ),
  ...asWritten('fillers', 'suites/fillers.flac', 'suites/fillers-numbers.flac'),
  ...PACE,
  ...asWritten(
    'number-read',
    'number-reading.flac',
    'suites/numbers.flac',
    'suites/numbers-other.flac',
    'suites/numbers-whole-year.flac',
    'suites/level.flac',
    'suites/level-short.flac',
  ),
  ...NUMBERS_WRITTEN,
  ...PUNCTUATION,
  ...PAUSES,
  ...asWritten('erhua', 'suites/erhua.flac', 'suites/erhua-merged.flac'),
  ...ROOMS,
];
