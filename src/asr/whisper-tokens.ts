/**
 * Whisper's tokens are bytes: many a Chinese character is spelled in two or three of them. sherpa-onnx takes what is no whole
 * UTF-8 out of each token by itself, and so loses every such character (its issues 2900 and 3320). A byte that is given to
 * it as a letter of the private use area comes through, and is a byte again on this side:
 *
 *     证   e8 af 81   tokens e8 af, 81   written U+E0E8 U+E0AF, U+E081   joined e8 af 81   证
 */
const FIRST_LETTER = 0xe000;
const LETTERS = /^[\ue000-\ue0ff]+$/;

const isWhole = (bytes: Buffer): boolean => Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes);

const asLetters = (bytes: Buffer): string => String.fromCharCode(...Array.from(bytes, (byte) => FIRST_LETTER + byte));

const bytesOf = (letters: string): Buffer =>
  Buffer.from(Array.from(letters, (letter) => letter.charCodeAt(0) - FIRST_LETTER));

const spellLine = (line: string): string => {
  const [base64 = '', index] = line.split(' ');
  const bytes = Buffer.from(base64, 'base64');
  return index === undefined || isWhole(bytes) ? line : `${Buffer.from(asLetters(bytes)).toString('base64')} ${index}`;
};

/** The `tokens.txt` of a Whisper (base64 and index a line) with the bytes of incomplete characters spelled as letters. */
export const spellPartialTokens = (tokensTxt: string): string => tokensTxt.split('\n').map(spellLine).join('\n');

/** Whole characters; what never became one is left out. */
const decodeLetters = (letters: string): readonly string[] =>
  Array.from(bytesOf(letters).toString('utf8')).filter((character) => character !== '\ufffd');

/** Tokens of a recogniser that was given `spellPartialTokens`: spelled ones become the characters that they spell together. */
export const joinPartialTokens = (tokens: readonly string[]): readonly string[] => {
  const joined: string[] = [];
  let letters = '';
  const flush = (): void => {
    joined.push(...decodeLetters(letters));
    letters = '';
  };
  for (const token of tokens.filter((one) => one !== '')) {
    if (LETTERS.test(token)) letters += token;
    else {
      flush();
      joined.push(token);
    }
  }
  flush();
  return joined;
};
