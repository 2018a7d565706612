/** What a recogniser's outputs stand for, in index order. */
export interface TokenTable {
  readonly texts: readonly string[];
  /** Index of the CTC blank. */
  readonly blank: number;
}

const LINE = /^(.*?)[ \t]+(\d+)$/;

/**
 * Reads a `tokens.txt`: a token and its index a line, in any order, every index from 0 once. A line that begins with
 * whitespace is the token of one space. Null when it is not such a list.
 */
export const parseTokenTable = (text: string, blank: number): TokenTable | null => {
  const lines = text.split(/\r?\n/).filter((line) => line !== '');
  const texts = new Array<string | undefined>(lines.length).fill(undefined);
  for (const line of lines) {
    const [, token, index] = LINE.exec(line) ?? [];
    const at = Number(index);
    if (token === undefined || at >= texts.length || texts[at] !== undefined) return null;
    texts[at] = token === '' ? ' ' : token;
  }
  return blank < texts.length ? { texts: texts as string[], blank } : null;
};
