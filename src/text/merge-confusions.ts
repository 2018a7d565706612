/**
 * How often the recogniser hears a merge where a reader of standard Mandarin made none: merges over opportunities, by rule.
 * Printed by `npm run bench:accent -- --data DIR --sentences 500 --rates` (free decode against the transcript). A rule that
 * is not listed was not met.
 */
export const MERGE_CONFUSIONS: {
  readonly version: number;
  readonly data: string;
  readonly counts: Readonly<Record<string, readonly [merged: number, opportunities: number]>>;
} = {
  version: 1,
  data: 'AISHELL-3, 15 speakers, and the development half of 1,000 AISHELL-1 sentences of two speakers that the model was trained on; people',
  counts: {
    'an-ang': [3, 569],
    'ang-an': [1, 396],
    'b-m': [1, 285],
    'e-o': [0, 486],
    'en-eng': [2, 149],
    'eng-en': [8, 143],
    'f-hu': [0, 165],
    'h-k': [0, 259],
    'hu-f': [0, 128],
    'in-ing': [17, 137],
    'ing-in': [13, 272],
    'j-z': [0, 879],
    'j-zh': [2, 1055],
    'k-h': [0, 155],
    'l-n': [0, 315],
    'm-b': [0, 151],
    'n-l': [3, 107],
    'o-e': [0, 10],
    'ou-uo': [0, 143],
    'r-l': [0, 99],
    'r-y': [1, 100],
    'r-z': [0, 99],
    'shu-f': [0, 44],
    'uan-van': [0, 17],
    'un-ong': [0, 42],
    'uo-ou': [1, 170],
    'v-i': [4, 306],
    'v-u': [0, 73],
    'van-uan': [0, 38],
    'vn-iong': [0, 24],
    'z-j': [0, 425],
    'z-zh': [6, 446],
    'zero-n': [0, 36],
    'zh-j': [0, 961],
    'zh-z': [6, 984],
    'zhu-pf': [0, 109],
  },
};
