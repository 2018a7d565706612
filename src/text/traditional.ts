import { Converter } from 'opencc-js/t2cn';

const convert: (text: string) => string = Converter({ from: 't', to: 'cn' });

/**
 * Folds Traditional characters to Simplified ones (還款 -> 还款, but 著名 stays), keeping every UTF-16 offset: the
 * dictionary maps code point to code point, and the few pairs of unequal width (a rare character whose simplified form
 * lies outside the basic plane) stay as they are.
 */
export const toSimplified = (text: string): string => {
  const converted = Array.from(convert(text));
  return Array.from(text, (source, index) =>
    converted[index]?.length === source.length ? converted[index] : source,
  ).join('');
};
