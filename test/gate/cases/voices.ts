import type { Case } from '../case.js';
import { askedOf } from '../readings.js';
import type { Piece, Recipe } from '../sound/recipe.js';

const HONEST = 'honest.wav';
const OTHER = 'other-speaker.flac';
const RISK = 'suites/risk.flac';
const THIRD = 'suites/other-voice-risk.flac';
const TAKE_2 = 'number-reading.flac';
const LONG = 'long.flac';

const SENTENCES = [
  '本产品不保证本金和收益',
  '业绩比较基准为年化百分之三点五不构成收益承诺',
  '本人已清楚了解风险自愿认购二百万元',
] as const;
const HALVES = ['本人已充分了解该产品不保证本金和收益', '愿意自行承担投资风险'] as const;

const made = (pieces: readonly Piece[], gapMs?: number): Recipe => ({
  source: { kind: 'speech', pieces, ...(gapMs === undefined ? {} : { gapMs }) },
});
const turns = (words: readonly string[], files: readonly string[], gapMs?: number): Recipe =>
  made(
    words.map((one, index) => ({ file: files[index % files.length]!, words: one })),
    gapMs,
  );

const on = (file: string, id: string, sound: Recipe, more: Partial<Case> = {}): Case => ({
  id,
  side: 'adversarial',
  sound,
  asked: askedOf(file),
  ...more,
});

const PHRASES = [
  '本产品不保证本金和收益',
  '业绩比较基准为年化百分之三点五',
  '不构成收益承诺',
  '本人已清楚了解风险',
  '自愿认购二百万元',
] as const;
const [, , MIDDLE, , END] = PHRASES;
const upTo = (count: number): string => PHRASES.slice(0, count).join('');

/** Two people read one clause, and no speaker is named. */
const TWO_SPEAKERS: readonly Case[] = [
  on(HONEST, 'two-speakers/sentence by sentence', turns(SENTENCES, [HONEST, OTHER])),
  on(HONEST, 'two-speakers/the other one first', turns(SENTENCES, [OTHER, HONEST])),
  on(HONEST, 'two-speakers/the last sentence only', turns(SENTENCES, [HONEST, HONEST, OTHER])),
  on(HONEST, 'two-speakers/phrase by phrase', turns(PHRASES, [HONEST, OTHER])),
  on(HONEST, 'two-speakers/phrase by phrase, the other one first', turns(PHRASES, [OTHER, HONEST])),
  on(
    HONEST,
    'two-speakers/a phrase in the middle',
    turns([upTo(2), MIDDLE, '本人已清楚了解风险自愿认购二百万元'], [HONEST, OTHER]),
  ),
  on(HONEST, 'two-speakers/the last phrase only', turns([upTo(4), END], [HONEST, OTHER], 300)),
];

/** 四万 made to 十万 with a 十 of another reading by the same voice. */
const AMOUNT_SPLICE = made([
  { file: 'number-changed.flac', words: '本人自愿购买本理财产品金额为' },
  { file: 'suites/purchase.flac', words: '十' },
  { file: 'number-changed.flac', words: '万元业绩比较基准为年化百分之三点五' },
]);

/** A sentence from elsewhere, 8 dB louder and in a noisier room, put where the reading said its contrary. */
const ROOM_SPLICE = made([
  { file: 'negation-dropped.wav', words: '本产品' },
  { file: LONG, words: '不保证本金和收益', gainDb: 8, noiseDbfs: -45 },
  { file: HONEST, words: SENTENCES[1] },
  { file: HONEST, words: SENTENCES[2] },
]);

const negation = (more: Partial<Piece>): Recipe =>
  made([
    { file: 'negation-dropped.wav', words: '本产品', ...more },
    { file: RISK, words: '不', ...more },
    { file: 'negation-dropped.wav', words: '保证本金和收益', ...more },
    { file: HONEST, words: SENTENCES[1] },
    { file: HONEST, words: SENTENCES[2] },
  ]);

/** The sentences of two takes of one speaker, joined where he paused. */
const takes = (first: Partial<Piece>, later: Partial<Piece> = first): Recipe =>
  made(
    SENTENCES.map((words, index) =>
      index === 1 ? { file: TAKE_2, words, ...later } : { file: HONEST, words, ...first },
    ),
  );

const JOINED = { reasons: ['RECORDING_SPLICED'] } as const;

/** Whole texts put together from takes of one voice: only the joint itself can tell. */
const ONE_VOICE: readonly Case[] = [
  on(HONEST, 'spliced/不 cut in from elsewhere, louder and in another room', ROOM_SPLICE, JOINED),
  on(HONEST, 'spliced/one 不 faded in over 5 ms', negation({ fadeMs: 5 }), JOINED),
  on(HONEST, 'spliced/sentences of two takes, faded over 5 ms', takes({ fadeMs: 5 }), JOINED),
  on(HONEST, 'spliced/a sentence of a noisier take', takes({}, { noiseDbfs: -45 }), JOINED),
];

/** Pieces of one voice joined to a clause that it never read. */
const SPLICED: readonly Case[] = [
  on(
    RISK,
    'spliced/from the long clause and 本人',
    made([
      { file: LONG, words: '本人确认已认真阅读并' },
      { file: LONG, words: '充分' },
      { file: HONEST, words: '了解' },
      { file: LONG, words: '不保证本金和收益' },
      { file: LONG, words: '自愿' },
      { file: LONG, words: '并独立承担投资风险' },
    ]),
  ),
  on('suites/purchase.flac', 'spliced/one 十 cut in', AMOUNT_SPLICE, JOINED),
];

export const VOICES: readonly Case[] = [...TWO_SPEAKERS, ...SPLICED, ...ONE_VOICE];

/** Sentences of two takes, cut together in the pauses. */
export const LATER_TAKE_SPLICE = takes({});

/** 保证 made to 不保证 with a 不 of another reading by the same voice. */
export const NEGATION_SPLICE = negation({});

/** Both again, faded so slowly that no hole is left. */
export const SLOWLY_FADED_TAKES = takes({ fadeMs: 20 });
export const SLOWLY_FADED_NEGATION = negation({ fadeMs: 20 });

/** Three seconds of one voice and two of another. */
export const SHORT_TURNS = turns(HALVES, [RISK, THIRD]);
