import t from 'tap';
import { joinPartialTokens, spellPartialTokens } from './whisper-tokens.js';

const base64 = (bytes: readonly number[] | string): string =>
  Buffer.from(typeof bytes === 'string' ? Buffer.from(bytes) : bytes).toString('base64');
const decoded = (line: string): string => Buffer.from(line.split(' ')[0]!, 'base64').toString('utf8');

const ZHENG = [...Buffer.from('证')];
const TABLE = [base64('保'), base64(' a'), base64(ZHENG.slice(0, 2)), base64(ZHENG.slice(2)), base64([0x20, 0xe4])];
const TEXT = `${TABLE.map((token, index) => `${token} ${index}`).join('\n')}\n= 5\n`;
/** What sherpa-onnx does to a token. */
const withoutInvalid = (line: string): string => decoded(line).replaceAll('\ufffd', '');

t.test('tokens that are whole characters stay as they are, the others come through as letters', async (t) => {
  const lines = spellPartialTokens(TEXT).split('\n');
  t.strictSame(lines.slice(0, 2), TEXT.split('\n').slice(0, 2));
  t.strictSame(lines.slice(5), ['= 5', '']);
  t.equal(withoutInvalid(lines[2]!).length, 2);
  t.equal(withoutInvalid(lines[3]!).length, 1);
  t.match(lines[3], / 3$/);
});

t.test('what is spelled in several tokens is one character again', async (t) => {
  const written = spellPartialTokens(TEXT).split('\n').slice(0, 5).map(withoutInvalid);
  const [bao, a, first, second, spaced] = written as [string, string, string, string, string];
  t.strictSame(joinPartialTokens([bao, first, second, a]), ['保', '证', ' a']);
  t.strictSame(joinPartialTokens([first, second, first, second]), ['证', '证']);
  t.strictSame(joinPartialTokens([bao, first]), ['保'], 'half a character is none');
  t.strictSame(joinPartialTokens([spaced, bao, '']), [' ', '保']);
  t.strictSame(joinPartialTokens([]), []);
});
