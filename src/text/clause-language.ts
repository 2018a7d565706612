/** Characters that written Cantonese has and standard Chinese lacks. */
const CANTONESE = /[嘅哋咗唔佢喺冇嚟啲噉咁嗰乜攞畀嘢冚諗谂瞓]/u;
/** Words that written Shanghainese and its relatives have and standard Chinese lacks. */
const WU = /侬|阿拉|伊拉|勿要|覅|辰光|搿|伐啦/u;

/** Language that a clause is written in: ISO 639-3 within Chinese. Almost every clause is standard Chinese, however it is read. */
export type ClauseLanguage = 'cmn' | 'yue' | 'wuu';

/** Told from characters that only one of them writes; a clause without any is standard Chinese. */
export const clauseLanguage = (text: string): ClauseLanguage => {
  if (CANTONESE.test(text)) return 'yue';
  return WU.test(text) ? 'wuu' : 'cmn';
};
