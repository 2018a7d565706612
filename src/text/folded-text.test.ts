import fc from 'fast-check';
import t from 'tap';
import { foldText } from './folded-text.js';

t.test('traditional characters and full-width signs are folded', async (t) => {
  const cases: Readonly<Record<string, string>> = {
    還本付息: '还本付息',
    銀行存款不保本: '银行存款不保本',
    著名: '著名',
    皇后與後果: '皇后与后果',
    '３．５％': '3.5%',
    '￥１，０００：': '¥1,000:',
    ＡＢｃ: 'ABc',
    '〜−': '~-',
    '\u3000': ' ',
    '\u2f08': '人',
  };
  for (const [text, folded] of Object.entries(cases)) t.equal(foldText(text), folded, text);
});

t.test('folding keeps every offset and folding twice changes nothing', async () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: fc.constantFrom('勣', '𫢸', '二', '噁', '英', '後', '％', '😀') }),
      (left, right) => {
        const folded = foldText(left + right);
        return folded.length === (left + right).length && foldText(folded) === folded;
      },
    ),
    { numRuns: 150 },
  );
});

t.test('simplified text of the common character set stays as it is', async (t) => {
  const decoder = new TextDecoder('gb18030');
  const bytes = Uint8Array.from({ length: 40 * 94 * 2 }, (_, index) => {
    const cell = index >> 1;
    return index % 2 === 0 ? 0xb0 + Math.floor(cell / 94) : 0xa1 + (cell % 94);
  });
  const common = Array.from(decoder.decode(bytes).replace(/[^\p{Script=Han}]/gu, ''));
  const folded = Array.from(foldText(common.join('、')).replaceAll('、', ''));
  t.equal(common.length, 3755);
  t.same(
    common.filter((character, index) => folded[index] !== character),
    ['乾'],
  );
});
