/** Changes with every entry. */
export const CHALLENGE_WORDS_VERSION = 'challenge-words/1';

/**
 * Common things of two characters. Any two differ in at least 3 of their 4 initials and finals, tones and the merges of
 * accents (z/zh, n/l, en/eng, f/h...) left out of account. None is a numeral, a negation, a word of finance, a polyphone or
 * anything that somebody might not like to read aloud.
 */
export const CHALLENGE_WORDS: readonly string[] = (
  '咖啡 书包 蜜蜂 星星 毛巾 楼梯 生姜 窗户 照片 河流 皮鞋 沙漠 鸡蛋 草莓 钢琴 灯笼 ' +
  '陶瓷 黑板 花生 冬天 篱笆 芹菜 果汁 饼干 桥梁 虾米 辣椒 图书 牛排 玫瑰 蝴蝶 扫帚 ' +
  '麻雀 车站 菜刀 海豚 大蒜 火车 唱歌 城市 铅笔 玻璃 面条 排球 电灯 雪花 跑步 芝麻'
).split(' ');
