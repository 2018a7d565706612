/**
 * The tokens of Whisper are bytes, as are Moonshine's newer ones and those of Fun-ASR-Nano's CTC head: many a Chinese character is spelled in two or three. sherpa-onnx takes what is no whole
 * UTF-8 out of each token by itself, and so loses every such character (its issues 2900 and 3320). A byte that is given to
 * it by name comes through, and `joinByteTokens` makes characters of the names:
 *
 *     证   e8 af 81   tokens e8 af, 81   written '<0xE8><0xAF>', '<0x81>'   joined 证
 */
const isWhole = (bytes: Buffer): boolean => Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes);

const name = (byte: number): string => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;

const spellLine = (line: string): string => {
  const [base64 = '', index] = line.split(' ');
  const bytes = Buffer.from(base64, 'base64');
  if (index === undefined || isWhole(bytes)) return line;
  return `${Buffer.from([...bytes].map(name).join('')).toString('base64')} ${index}`;
};

/** Such a `tokens.txt` (base64 and index a line) with tokens that are no whole characters spelled byte by byte. */
export const spellPartialTokens = (tokensTxt: string): string => tokensTxt.split('\n').map(spellLine).join('\n');
