import t from 'tap';
import { joinByteTokens } from './join-byte-tokens.js';
import { spellPartialTokens } from './whisper-tokens.js';

const base64 = (bytes: readonly number[] | string): string => Buffer.from(bytes as string).toString('base64');
const decoded = (line: string): string => Buffer.from(line.split(' ')[0]!, 'base64').toString('utf8');

const ZHENG = [...Buffer.from('证')];
const TABLE = [base64('保'), base64(' a'), base64(ZHENG.slice(0, 2)), base64(ZHENG.slice(2)), base64([0x20, 0xe4])];
const TEXT = `${TABLE.map((token, index) => `${token} ${index}`).join('\n')}\n= 5\n`;

const join = (texts: readonly string[]): readonly string[] =>
  joinByteTokens(
    texts.map((text) => ({ text, startMs: null })),
    false,
  ).map(({ text }) => text);

t.test('tokens that are whole characters stay as they are, the others are spelled byte by byte', async (t) => {
  const lines = spellPartialTokens(TEXT).split('\n');
  t.strictSame(lines.slice(0, 2), TEXT.split('\n').slice(0, 2));
  t.strictSame(lines.slice(5), ['= 5', '']);
  t.equal(decoded(lines[2]!), '<0xE8><0xAF>');
  t.equal(decoded(lines[4]!), '<0x20><0xE4>');
  t.match(lines[3], / 3$/);
});

t.test('what is spelled in several tokens is one character again', async (t) => {
  const [bao, a, first, second, spaced] = spellPartialTokens(TEXT).split('\n').map(decoded) as [
    string,
    string,
    string,
    string,
    string,
  ];
  t.strictSame(join([bao, first, second, a]), ['保', '证', ' a']);
  t.strictSame(join([first, second, first, second]), ['证', '证']);
  t.strictSame(join([bao, first]), ['保', '\ufffd'], 'half a character is none, and is seen to be none');
  t.match(join([spaced, bao]).at(-1), '保');
});
