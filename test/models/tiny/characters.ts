/** What the tiny recognisers can write beside their special tokens. */
export const CHARACTERS = ['我', '同', '意', '本', '合', '约', '条', '款', '的', '不', '人', '保', '一', '万', '元'];
