import type { TextSpan } from '../text/spoken-form.js';

/** Words in which the character does not negate. 不同意 does, 不同 does not. */
const LEXICAL =
  /不动产|不但|不仅|不过(?!户)|不断|不同(?!意)|不论|不管(?!理)|不妨|不禁(?!止)|不料|不时|不良|不愧|不日|不久|不得了(?!解)|不客气|差不多|对不起|了不起|要不然|非常|非洲|非凡|非但|除非|莫非|无非|无锡|无线|无形|无人机|无论|无异(?!议)|无疑(?![问义])|未来|未婚|未成年|没收|沉没|淹没|埋没|莫斯科|莫大|莫名|是否|能否|可否|会否|有否|与否|否则/y;
const LONGEST_LEAD = 2;

/**
 * The negation, at most one auxiliary, and two characters of what it governs: 不保证, 不得提前, 未经授权, 没有风险, 无法保证.
 * Structural 的 and 了 end it.
 */
const PHRASE =
  /[不无非未没勿莫否](?:得|能够|能|会|可以|可|予|再|应当|应|需要|需|要|有|必须|必|曾|经|是|对|被|向|以|因|按|将|在|由|法)?(?:(?![的了])\p{Script=Han}){0,2}/uy;

const NEGATION = /[不无非未没勿莫否]/g;

const isLexical = (text: string, at: number): boolean => {
  for (let lead = 0; lead <= LONGEST_LEAD && lead <= at; lead += 1) {
    LEXICAL.lastIndex = at - lead;
    const match = LEXICAL.exec(text);
    if (match && match[0].length > lead) return true;
  }
  return false;
};

/** Spans of the negated phrases of a folded text, in order; they may overlap (不得不). */
export const negatedPhrases = (text: string): readonly TextSpan[] =>
  Array.from(text.matchAll(NEGATION), ({ index }) => index)
    .filter((at) => !isLexical(text, at))
    .map((at) => {
      PHRASE.lastIndex = at;
      return { start: at, end: at + PHRASE.exec(text)![0].length };
    });
