import type { AnswerSense } from './answer.js';

/** `mandarin`, or the accent profile in whose readers' mouths the words are at home. */
export type AnswerRegister =
  | 'mandarin'
  | 'northeastern'
  | 'southwestern'
  | 'cantonese'
  | 'min'
  | 'wu'
  | 'hakka'
  | 'xiang'
  | 'gan'
  | 'central_plains'
  | 'jiaoliao';

/** Where the words come from, as in the accent profiles. */
export type LexiconSource = 'own_knowledge' | 'second_hand';

/**
 * Words separated by spaces. A word may be followed by `=` and how it sounds to ears that know Mandarin phones only: one
 * syllable per character, separated by `.`, the ways to say one by `/`.
 */
export interface AnswerEntry {
  readonly register: AnswerRegister;
  readonly sense: AnswerSense;
  readonly source: LexiconSource;
  readonly words: string;
}

/** Changes with every word below and in `answer-alikes.ts`, and every rule of `answer-grammar.ts`; part of every verdict on an answer. */
export const ANSWER_LEXICON = 'hesheng-answers/2';

const mandarin = (sense: AnswerSense, words: string): AnswerEntry => ({
  register: 'mandarin',
  sense,
  source: 'own_knowledge',
  words,
});

const dialect = (
  register: AnswerRegister,
  sense: AnswerSense,
  words: string,
  source: LexiconSource = 'own_knowledge',
): AnswerEntry => ({ register, sense, source, words });

/** Words that are a whole answer. The assents stand here in their plain form: negations and questions are made of them. */
export const ANSWER_ENTRIES: readonly AnswerEntry[] = [
  mandarin(
    'yes',
    '是 是的 对 对的 没错 正确 有 有的 要 要的 行=xing 行的=xing.de 好 好的 好啊 对对 对对对 是是 是是是 好好 好好好 行行=xing.xing 可以 可以的 当然 当然可以 是这样的 确实是 属实',
  ),
  mandarin(
    'assent',
    '同意 清楚 明白 知道 了解 理解 懂 都懂=dou.dong 听懂 听清楚 听明白 看清楚 看懂 看明白 确认 确定 肯定 愿意 自愿 接受 能接受 可以接受 认可 认同 赞同 知晓 知悉 清楚明白 清楚了解 能理解 能承担 可以承担 愿意承担',
  ),
  mandarin('no_objection', '没问题 没有问题 没异议 没有异议 无异议 没意见 没有意见 无意见 没疑问 没有疑问 无疑问'),
  mandarin('objection', '有问题 有异议 有意见 有疑问'),
  mandarin(
    'no',
    '不 不是 不是的 不对 没 没有 没有的 没有过 从来没有 从没有 否 无 不要 不行 不好 不可以 不能 不会 不可能 不用 别',
  ),
  mandarin(
    'dissent',
    '拒绝 反对 否认 放弃 算了 不买了 不办了 不做了 不签 不想 不想买 不想办 听不懂 听不明白 看不懂 看不明白 搞不懂 不能接受 接受不了 承担不了 不能承担 不能理解 理解不了',
  ),
  mandarin(
    'unclear',
    '嗯 啊 哦 呃 哎 诶 喂 那个 这个 不知道 不确定 不一定 不好说 说不好 说不清 说不清楚 不肯定 可能 可能是 大概 大概是 也许 应该 应该是 应该清楚 应该明白 随便 都行=dou.xing 都可以 无所谓 听不清 听不清楚 没听清 没听清楚 听不见 没听见 听不到 没听到 什么 什么意思 啥 你说什么 您说什么 再说一遍 再说一次 请再说一遍 麻烦再说一遍 重复一遍 等一下 等一等 稍等 等等 考虑一下 再考虑一下 考虑考虑 我想想 想一想 再想想 差不多 一般 还行 还可以 有点 有一点 部分 部分同意 部分清楚 部分明白 你好 您好 谢谢 再见 请问 对不起 不好意思 怎么 为什么 多少 谁',
  ),
  dialect(
    'southwestern',
    'yes',
    '要得=yao.de 对头=dui.tou 对噻=dui.sai/sei 是噻=si/shi.sai/sei 可以噻=ke.yi.sai/sei 好噻=hao.sai/sei',
  ),
  dialect(
    'southwestern',
    'assent',
    '晓得=xiao.de 清楚得很=qin/qing.cu/chu.de/dei.hen 明白得很=min/ming.bai.de/dei.hen 晓得咯=xiao.de.lo/luo',
  ),
  dialect('southwestern', 'no', '要不得=yao.bu.de/dei 不得=bu.de/dei 莫得=mo.de/dei 没得=mei.de/dei 不干=bu.gan'),
  dialect(
    'southwestern',
    'unclear',
    '不晓得=bu.xiao.de 晓不得=xiao.bu.de 啥子=sa/sha.zi 哪个=la/na.guo/ge 搞不醒豁=gao.bu.xin.ho/huo',
  ),
  dialect(
    'cantonese',
    'yes',
    '系=hai 系嘅=hai.ge 系呀=hai.a/ya 得=da/de 得嘅=da/de.ge 啱=an/ang 好=hou 有=yao/you',
    'second_hand',
  ),
  dialect(
    'cantonese',
    'assent',
    '明=ming 明白=ming.ba/bai/ban 知=zi/ji 知道=zi/ji.dou 清楚=qing.chuo/cuo 同意=tong.yi 愿意=yun.yi 确认=kuo/que.ying/yin 接受=jie/ji.shou/sao',
    'second_hand',
  ),
  dialect('cantonese', 'no_objection', '冇问题=mou/mao.men/man.tai 冇意见=mou/mao.yi.gin/jin', 'second_hand'),
  dialect(
    'cantonese',
    'no',
    '唔系=en/mu.hai 冇=mou/mao 唔得=en/mu.da/de 唔好=en/mu.hou 唔要=en/mu.yu/you',
    'second_hand',
  ),
  dialect(
    'cantonese',
    'unclear',
    '唔知=en/mu.zi/ji 唔知道=en/mu.zi/ji.dou 乜嘢=ma/mi.ye 听唔到=teng/ting.en/mu.dou',
    'second_hand',
  ),
  dialect('min', 'yes', '是=si 有=wu/u 好=ho/he 着=diao 会使=ei.sai', 'second_hand'),
  dialect('min', 'assent', '知影=zai.yan/yang 清楚=qing.cuo/co 同意=dong/tong.yi 了解=liao.gai', 'second_hand'),
  dialect('min', 'no', '毋是=en/mu.si 毋=en/mu 无=bo 袂使=bei.sai 毋好=en/mu.ho', 'second_hand'),
  dialect('min', 'unclear', '毋知=en/mu.zai 毋知影=en/mu.zai.yan/yang 啥物=xia/sha.mi', 'second_hand'),
  dialect('wu', 'yes', '是额=si.e/ge 对额=dei/dui.e/ge 好额=ho/hao.e/ge 有额=you.e/ge', 'second_hand'),
  dialect('wu', 'assent', '晓得=xiao/xia.de 清爽=qin/qing.sang 同意=dong/tong.yi 明白=min/ming.ba', 'second_hand'),
  dialect(
    'wu',
    'no',
    '勿是=fu/wu/fa.si 弗是=fu/fa.si 勿对=fu/wu/fa.dei/dui 呒没=en.ma/me 勿要=fu/wu/fa.yao',
    'second_hand',
  ),
  dialect('wu', 'unclear', '勿晓得=fu/wu/fa.xiao/xia.de 啥=sa', 'second_hand'),
  dialect('northeastern', 'yes', '嗯呐=en.na 中=zhong 成=cheng 妥=tuo 妥了=tuo.le 必须的=bi.xu.de'),
  dialect('northeastern', 'no', '不中=bu.zhong 不成=bu.cheng 没门=mei.men'),
  dialect('hakka', 'yes', '系=he/hei 好=ho 有=yu/you', 'second_hand'),
  dialect('hakka', 'no', '毋系=en/mu.he/hei 冇=mo/mao', 'second_hand'),
  dialect('xiang', 'yes', '要得=yao.de 是的=si.di', 'second_hand'),
  dialect('xiang', 'assent', '晓得=xiao.de', 'second_hand'),
  dialect('xiang', 'no', '冇=mao 冇得=mao.de 要不得=yao.bu.de', 'second_hand'),
  dialect('gan', 'no', '冇=mao 冇有=mao.you', 'second_hand'),
  dialect('central_plains', 'yes', '中=zhong 中啊=zhong.a 得=dei'),
  dialect('central_plains', 'no', '不中=bu.zhong 白=bai'),
  dialect('jiaoliao', 'yes', '中=zhong'),
  dialect('jiaoliao', 'no', '不中=bu.zhong'),
];

/** What turns an assent into a dissent when it stands before it. */
export const NEGATORS: readonly Omit<AnswerEntry, 'sense'>[] = [
  {
    register: 'mandarin',
    source: 'own_knowledge',
    words:
      '不 没 没有 未 无 别 不太 不大 不是 不是很 不很 不怎么 不完全 不全 不会 不能 不想 不敢 不再 不要 尚未 还没 还没有 还不 并不 并没 并没有 绝不 从没 从不 没法 无法 不曾 不可能',
  },
  { register: 'southwestern', source: 'own_knowledge', words: '没得=mei.de 莫=mo' },
  { register: 'cantonese', source: 'second_hand', words: '唔=en/mu/eng 冇=mou/mao 未=mi' },
  { register: 'min', source: 'second_hand', words: '毋=en/mu 无=bo/mo 袂=bei/be' },
  { register: 'wu', source: 'second_hand', words: '勿=fu/wu/fa 弗=fu/fa 呒没=en.ma' },
  { register: 'hakka', source: 'second_hand', words: '毋=en/mu 冇=mo/mao 毋曾=en.cen/qin' },
  { register: 'xiang', source: 'second_hand', words: '冇=mao' },
];

/** May stand before an answer and changes nothing: who answers, and how fully. */
export const SUBJECTS = '我 我们 本人 咱 俺';
export const ADVERBS = '已 已经 都=dou 全 全部 完全 充分 非常 很 十分 也 就 真的 确实';
/** May stand behind it, sounding as particles do: 油料 is not 有了. 吗 and 吧 may not: they make a question of it. */
export const PARTICLES = '了=le 的=de 啊 呀 啦 哦 哈';
/** Behind an assent or a yes these ask it back, or leave it open. */
export const ASKING = '吗 吧 呢 不 没 没有 么';
