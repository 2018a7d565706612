/** Words in which 儿 is a syllable of its own. Anywhere else after a character it may merge into the syllable before. */
const FULL =
  /女儿|儿子|儿女|儿童|儿孙|儿媳|儿科|儿歌|儿戏|儿时|婴儿|幼儿|婴幼儿|少儿|孤儿|胎儿|新生儿|产儿|患儿|弃儿|宠儿|健儿|男儿|小儿|育儿|托儿|混血儿|低能儿|畸形儿|弄潮儿|幸运儿|妻儿|侄儿/g;

/** Offsets of every 儿 of a folded text that may be merged into the syllable before it (花儿, 一会儿). */
export const mergeableEr = (text: string): ReadonlySet<number> => {
  const full = new Set<number>();
  for (const match of text.matchAll(FULL)) full.add(match.index + match[0].indexOf('儿'));
  const mergeable = new Set<number>();
  for (const match of text.matchAll(/(?<=\p{Script=Han})儿/gu)) if (!full.has(match.index)) mergeable.add(match.index);
  return mergeable;
};
