import { parseSyllable, type Tone } from '../text/syllable.js';
import { ADVERBS, PARTICLES, SUBJECTS } from './answer-lexicon.js';

/** A word that sounds like an answer to ears without tones. */
export interface AnswerAlike {
  readonly text: string;
  readonly tones: readonly Tone[];
}

interface AlikeEntry {
  readonly word: string;
  /** A syllable that may be neutral has tone 5 here: nothing can be told from it. */
  readonly tones: readonly Tone[];
  readonly alikes: readonly AnswerAlike[];
}

const tonesOf = (pinyin: string): readonly Tone[] => pinyin.split('.').map((syllable) => parseSyllable(syllable)!.tone);

/** `统一=tong3.yi1` */
const spelled = (entry: string): AnswerAlike => {
  const [text = '', pinyin = ''] = entry.split('=');
  return { text, tones: tonesOf(pinyin) };
};

const alike = (word: string, alikes: string): AlikeEntry => {
  const { text, tones } = spelled(word);
  return { word: text, tones, alikes: alikes.split(' ').map(spelled) };
};

/**
 * Real words of the same syllables as a word of consent, in other tones or in the same (队 and 对: nobody can tell these by
 * ear). Own knowledge, gone through by syllable; without names and words of one book only. Part of ANSWER_LEXICON.
 */
export const ANSWER_ALIKES: readonly AlikeEntry[] = [
  alike('同意=tong2.yi4', '统一=tong3.yi1 同一=tong2.yi1 通译=tong1.yi4'),
  alike('清楚=qing1.chu5', '清除=qing1.chu2'),
  alike('知道=zhi1.dao5', '指导=zhi3.dao3 直到=zhi2.dao4 只到=zhi3.dao4 制导=zhi4.dao3'),
  alike('理解=li3.jie3', '礼节=li3.jie2 历届=li4.jie4 离解=li2.jie3'),
  alike('确认=que4.ren4', '缺人=que1.ren2'),
  alike('愿意=yuan4.yi5', '原意=yuan2.yi4 园艺=yuan2.yi4'),
  alike('自愿=zi4.yuan4', '资源=zi1.yuan2 字源=zi4.yuan2'),
  alike('接受=jie1.shou4', '接收=jie1.shou1 接手=jie1.shou3 解手=jie3.shou3'),
  alike('认可=ren4.ke3', '任课=ren4.ke4'),
  alike('认同=ren4.tong2', '忍痛=ren3.tong4'),
  alike('知晓=zhi1.xiao3', '直销=zhi2.xiao1 滞销=zhi4.xiao1'),
  alike('知悉=zhi1.xi1', '窒息=zhi4.xi1 直系=zhi2.xi4'),
  alike('可以=ke3.yi3', '可疑=ke3.yi2 刻意=ke4.yi4'),
  alike('当然=dang1.ran2', '荡然=dang4.ran2'),
  alike('属实=shu3.shi2', '数十=shu4.shi2 熟食=shu2.shi2 舒适=shu1.shi4'),
  alike('是=shi4', '十=shi2 使=shi3 诗=shi1 事=shi4'),
  alike('对=dui4', '队=dui4 堆=dui1'),
  alike('有=you3', '又=you4 油=you2 优=you1'),
  alike('要=yao4', '咬=yao3 摇=yao2 腰=yao1'),
  alike('行=xing2', '姓=xing4 醒=xing3 星=xing1'),
  alike('好=hao3', '号=hao4 毫=hao2'),
  alike('懂=dong3', '动=dong4 冬=dong1'),
];

/** Where such a word stands in an answer's wording. */
export interface AlikePlace extends AlikeEntry {
  /** First character of the word in the wording. */
  readonly at: number;
}

const anyOf = (...words: readonly string[]): string =>
  words
    .flatMap((row) => row.split(' '))
    .map((word) => word.split('=')[0])
    .join('|');
/** Who answers and how fully, and the particles behind, leave the words that answer. */
const CORE = new RegExp(`^((?:${anyOf(SUBJECTS, ADVERBS)})*)(.+?)(?:${anyOf(PARTICLES)})*$`);

const placesOf = (entry: AlikeEntry, core: string, offset: number): readonly AlikePlace[] =>
  Array.from(core).flatMap((_, at) => (core.startsWith(entry.word, at) ? [{ ...entry, at: at + offset }] : []));

const isRow = (core: string, word: string): boolean => core === word.repeat(core.length / word.length);

/** Every word of an answer that something else sounds like. One character counts only where it is the whole answer: 是是, not 没有问题. */
export const alikePlaces = (wording: string): readonly AlikePlace[] => {
  const [, before = '', core = ''] = CORE.exec(wording) ?? [];
  return ANSWER_ALIKES.filter(({ word }) => word.length > 1 || isRow(core, word)).flatMap((entry) =>
    placesOf(entry, core, before.length),
  );
};
