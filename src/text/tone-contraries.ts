import { parseSyllable, type Tone } from './syllable.js';

/** Two words that sound alike but for the tone, and that can stand in the same place and promise another thing. */
export interface ToneContrary {
  readonly words: readonly [string, string];
  /** Numbered pinyin of each, without sandhi. */
  readonly pinyin: readonly [string, string];
  /** Only before what this matches: 是 and 十 are confused before a number alone. */
  readonly before?: RegExp;
  /** The second word only after what this matches: 金额十三万元 could be 金额是三万元, 提前十五日 could not be 提前是五日. */
  readonly after?: RegExp;
  /** Words of which the first one is a part and the second cannot be, found in the character before and two behind. */
  readonly within?: RegExp;
  readonly why: string;
}

/** Changes with every entry; a change is tagged `verdict` in the changelog. Part of every verdict. */
export const TONE_CONTRARIES_VERSION = 'tone-contraries/2';

/** A figure that is read alike with 十 before it; whoever says 是 says 两个, not 二个. */
const FIGURE = /^(?:[一三四五六七八九]|二(?!个))/;
/** What a clause states of a quantity: rate, term, sum, fee, price, share. */
const QUANTITY = /[率息限期额费准金价值例数益度化比]$/;

/**
 * Found by going through the vocabulary of sales, loan and insurance clauses for words whose contrary is the same
 * syllables in other tones. Not on the list, because the other word cannot stand there or promises the same: 息/席, 时/事,
 * 有/由, 本/奔, 加/假, 借/结/解, 增/赠, 收益/受益, 一/亿, 五/无, 没/每, 支付/只付, 授权/收权, 优先/有限, 失效/时效. Words that are alike in tone too (为 to the end that,
 * 未) no listener can tell.
 */
export const TONE_CONTRARIES: readonly ToneContrary[] = [
  { words: ['买', '卖'], pinyin: ['mai3', 'mai4'], why: 'to buy, to sell' },
  {
    words: ['配', '赔'],
    pinyin: ['pei4', 'pei2'],
    within: /^(?:[搭匹]配|.?配(?:[置备偶套比]|合(?!同)))/u,
    why: 'to allot, to compensate; nobody takes 资产配置 for a compensation',
  },
  {
    words: ['是', '十'],
    pinyin: ['shi4', 'shi2'],
    before: FIGURE,
    after: QUANTITY,
    why: 'is three, thirteen: another number',
  },
  { words: ['退还', '退换'], pinyin: ['tui4 huan2', 'tui4 huan4'], why: 'money back, goods exchanged' },
  { words: ['预收', '预售'], pinyin: ['yu4 shou1', 'yu4 shou4'], why: 'takes in advance, sells in advance' },
  {
    words: ['回收', '回售'],
    pinyin: ['hui2 shou1', 'hui2 shou4'],
    why: 'the issuer takes back, the holder sells back',
  },
  { words: ['债权', '债券'], pinyin: ['zhai4 quan2', 'zhai4 quan4'], why: 'a claim, a bond' },
  { words: ['补缴', '不缴'], pinyin: ['bu3 jiao3', 'bu4 jiao3'], why: 'pays later, does not pay' },
  { words: ['补交', '不交'], pinyin: ['bu3 jiao1', 'bu4 jiao1'], why: 'pays later, does not pay' },
  { words: ['补发', '不发'], pinyin: ['bu3 fa1', 'bu4 fa1'], why: 'is paid out later, is not paid out' },
  { words: ['补扣', '不扣'], pinyin: ['bu3 kou4', 'bu4 kou4'], why: 'is deducted later, is not deducted' },
  { words: ['补足', '不足'], pinyin: ['bu3 zu2', 'bu4 zu2'], why: 'makes up the rest, falls short' },
  { words: ['未保本', '为保本'], pinyin: ['wei4 bao3 ben3', 'wei2 bao3 ben3'], why: 'not guaranteed, guaranteed' },
  { words: ['未成年', '为成年'], pinyin: ['wei4 cheng2 nian2', 'wei2 cheng2 nian2'], why: 'a minor, an adult' },
  { words: ['未担保', '为担保'], pinyin: ['wei4 dan1 bao3', 'wei2 dan1 bao3'], why: 'not secured, a security' },
  { words: ['未固定', '为固定'], pinyin: ['wei4 gu4 ding4', 'wei2 gu4 ding4'], why: 'not fixed, fixed' },
  { words: ['未亏损', '为亏损'], pinyin: ['wei4 kui1 sun3', 'wei2 kui1 sun3'], why: 'no loss, a loss' },
  { words: ['未盈利', '为盈利'], pinyin: ['wei4 ying2 li4', 'wei2 ying2 li4'], why: 'no profit, a profit' },
];

/** A place of a row of spoken characters where a tone alone makes the contrary. */
export interface ToneContraryPlace {
  /** First character of the word in the row. */
  readonly at: number;
  readonly said: string;
  readonly contrary: string;
  /** Tone of each character of the word, and of the contrary. */
  readonly tones: readonly Tone[];
  readonly contraryTones: readonly Tone[];
  /** The contrary would change what follows: 是 before a number. */
  readonly leadsOn: boolean;
  readonly why: string;
}

interface Directed extends Omit<ToneContraryPlace, 'at'> {
  readonly first: string;
  readonly length: number;
  readonly before: RegExp | undefined;
  readonly after: RegExp | undefined;
  readonly within: RegExp | undefined;
}

const tonesOf = (pinyin: string): readonly Tone[] => pinyin.split(' ').map((syllable) => parseSyllable(syllable)!.tone);

const directed = ({ words, pinyin, before, after, within, why }: ToneContrary): readonly Directed[] =>
  [0, 1].map((own) => ({
    said: words[own]!,
    contrary: words[1 - own]!,
    tones: tonesOf(pinyin[own]!),
    contraryTones: tonesOf(pinyin[1 - own]!),
    leadsOn: before !== undefined,
    why,
    first: Array.from(words[own]!)[0]!,
    length: Array.from(words[own]!).length,
    before,
    after: own === 1 ? after : undefined,
    within: own === 0 ? within : undefined,
  }));

const DIRECTED: readonly Directed[] = TONE_CONTRARIES.flatMap(directed);

const standsAt = (row: readonly string[], at: number, entry: Directed): boolean => {
  if (row[at] !== entry.first || row.slice(at, at + entry.length).join('') !== entry.said) return false;
  if (entry.within?.test(row.slice(Math.max(0, at - 1), at + entry.length + 2).join(''))) return false;
  const rest = row.slice(at + entry.length, at + entry.length + 2).join('');
  return (entry.before?.test(rest) ?? true) && (entry.after?.test(row[at - 1] ?? '') ?? true);
};

/** Every place of a row of spoken characters (one a token) where a change of tone alone makes a contrary, in order. */
export const toneContraryPlaces = (row: readonly string[]): readonly ToneContraryPlace[] =>
  row.flatMap((_, at) =>
    DIRECTED.filter((entry) => standsAt(row, at, entry)).map(
      ({ said, contrary, tones, contraryTones, leadsOn, why }) => ({
        at,
        said,
        contrary,
        tones,
        contraryTones,
        leadsOn,
        why,
      }),
    ),
  );
