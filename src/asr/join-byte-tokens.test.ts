import fc from 'fast-check';
import t from 'tap';
import { isByteLevel, joinByteTokens } from './join-byte-tokens.js';

const at = (...texts: readonly string[]) => texts.map((text, index) => ({ text, startMs: index * 40 }));
const hex = (text: string): readonly string[] =>
  [...Buffer.from(text)].map((byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`);

/** Pieces of icefall's alphabet, made of its description: ASCII stays, others count letters from U+0100, some left out. */
const LEFT_OUT = new Set([0x132, 0x133, 0x13f, 0x140, 0x149, 0x17f]);
const letters = Array.from({ length: 0x1a7 - 0x100 }, (_, index) => 0x100 + index).filter(
  (code) => !LEFT_OUT.has(code),
);
const others = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte < 32 || byte > 126);
const piece = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => String.fromCharCode(others.includes(byte) ? letters[others.indexOf(byte)]! : byte)).join('');

t.test('bytes become the characters that they spell, from the first byte on', async (t) => {
  t.strictSame(joinByteTokens(at('保', ...hex('险'), '的'), false), [
    { text: '保', startMs: 0 },
    { text: '险', startMs: 40 },
    { text: '的', startMs: 160 },
  ]);
  t.strictSame(joinByteTokens(at(...hex('€险')), false), [
    { text: '€', startMs: 0 },
    { text: '险', startMs: 120 },
  ]);
});

t.test('bytes that spell nothing leave a mark', async (t) => {
  const texts = (...tokens: readonly string[]) => joinByteTokens(at(...tokens), false).map(({ text }) => text);
  t.strictSame(texts('<0xE9>', '<0x99>', '的'), ['\ufffd', '的']);
  t.strictSame(texts('<0xE9>', '<0x99>'), ['\ufffd']);
  t.strictSame(texts('<0x99>', '的'), ['\ufffd', '的']);
  t.strictSame(texts('<0xE9>', '<0xE9>', '<0x99>', '<0xA9>'), ['\ufffd', '险']);
});

t.test('other tokens stay as they are', async (t) => {
  const tokens = at('我', '▁hello', '<unk>', 'o@@', '<0x1>', '<0xaf>');
  t.strictSame(joinByteTokens(tokens, false), tokens);
  t.strictSame(joinByteTokens([], true), []);
});

t.test('byte-level pieces are told from others', async (t) => {
  t.ok(isByteLevel(['<blk>', '<unk>', '#0', piece(Buffer.from('险')), '▁A']));
  t.notOk(isByteLevel(['<blk>', '我', '险']));
  t.notOk(isByteLevel(['<blk>', '▁A', 'B']), 'plain English');
  t.notOk(isByteLevel([]));
});

t.test('letters of icefall that sherpa-onnx lists', async (t) => {
  // Of bbpe.cc: Ƌ 228, Ġ 127, ķ 148, ŋ 165, ƀ 217, Ʀ 255.
  t.equal(piece(Uint8Array.of(228, 127, 148, 165, 217, 255)), 'ƋĠķŋƀƦ');
});

t.test('any text cut into byte-level pieces anywhere is that text again', async (t) => {
  const characters = fc.array(fc.constantFrom('保', '险', 'A', '€', 'é', '𠮷', '~'), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(characters, fc.array(fc.nat(40), { maxLength: 8 }), (list, cuts) => {
      const bytes = Buffer.from(list.join(''));
      const places = [0, ...[...new Set(cuts)].filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
      const pieces = places.slice(1).map((end, index) => piece(bytes.subarray(places[index]!, end)));
      const tokens = at(...pieces.filter((text) => text !== ''));
      return (
        joinByteTokens(tokens, true)
          .map(({ text }) => text)
          .join('') === list.join('')
      );
    }),
  );
  t.pass();
});

t.test('spaces and strange letters among byte-level pieces', async (t) => {
  const texts = (...tokens: readonly string[]) => joinByteTokens(at(...tokens), true).map(({ text }) => text);
  t.strictSame(texts(`▁${piece(Buffer.from('险'))}`, '▁OK', '<unk>', '⁇', '我'), [' 险', ' OK', '<unk>', ' ', '?']);
});
