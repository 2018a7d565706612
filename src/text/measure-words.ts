/**
 * Words that may follow a number and belong to it: 3年, 30个自然日. Longest first, so that an alternation built from the
 * list finds 个工作日 before 个.
 */
const COUNTED = [
  '个工作日',
  '个交易日',
  '个自然日',
  '个开放日',
  '个百分点',
  '个基点',
  '个月',
  '个季度',
  '个年度',
  '个星期',
  '个小时',
  '个',
  '工作日',
  '交易日',
  '自然日',
  '小时',
  '分钟',
  '季度',
  '周岁',
  '周年',
  '年',
  '天',
  '周',
  '岁',
  '秒',
  '次',
  '倍',
  '名',
  '位',
  '份',
  '笔',
  '家',
  '只',
  '支',
  '股',
  '手',
  '种',
  '类',
  '项',
  '款',
  '页',
  '人',
  '张',
  '户',
  '档',
  '套',
  '件',
  '部',
  '台',
  '辆',
  '间',
  '克',
  '吨',
  '千克',
  '公斤',
  '公里',
  '米',
  '平方米',
  '亩',
  '角',
  '分',
  '点',
  '步',
  '轮',
  '枚',
] as const;

/** Words after which 2 stays 二: ordinals, names of days, ranks. */
const NAMED = ['日', '号', '级', '条', '期', '月', '楼', '层', '届', '版', '成'] as const;

const alternation = (words: readonly string[]): string => [...words].sort((a, b) => b.length - a.length).join('|');

export const COUNTED_SOURCE: string = alternation(COUNTED);
export const MEASURE_SOURCE: string = alternation([...COUNTED, ...NAMED]);

const COUNTED_WORDS: ReadonlySet<string> = new Set(COUNTED);

/** True when 2 before this word is said 两: 两年, but 二月. */
export const isCounted = (measure: string): boolean => COUNTED_WORDS.has(measure);

/** Names of money after a number. */
export const CURRENCIES = [
  '元',
  '块',
  '美元',
  '港元',
  '港币',
  '欧元',
  '英镑',
  '日元',
  '澳元',
  '加元',
  '韩元',
  '卢布',
  '新台币',
  '瑞士法郎',
  '美金',
] as const;
export const CURRENCY_SOURCE: string = alternation(CURRENCIES);
