import t from 'tap';
import { accentProfile } from './accent-profile-list.js';
import { accentVariants } from './accent-variants.js';
import { DANGER_PAIRS, foldsIntoContrary, TONE_ONLY_PAIRS } from './danger-pairs.js';
import { usualSyllable } from './pinyin.js';
import type { SpokenToken } from './spoken-form.js';
import { soundsLike } from './syllable.js';

const token = (character: string): SpokenToken => ({
  character,
  readings: [{ character, syllable: usualSyllable(character)! }],
  source: { start: 0, end: 1 },
  optional: false,
});

t.test('no member of a danger pair may be folded into the other', async (t) => {
  for (const [left, right] of [...DANGER_PAIRS, ...TONE_ONLY_PAIRS]) {
    for (const [index, one] of Array.from(left).entries()) {
      const other = Array.from(right)[index]!;
      if (one === other) continue;
      t.ok(foldsIntoContrary(token(one), usualSyllable(other)!), `${one} as ${other}`);
      t.ok(foldsIntoContrary(token(other), usualSyllable(one)!), `${other} as ${one}`);
    }
  }
});

t.test('the pairs of one sound differ in tone alone', async (t) => {
  const alike = (left: string, right: string): boolean => soundsLike(usualSyllable(left)!, usualSyllable(right)!);
  for (const [left, right] of TONE_ONLY_PAIRS) t.ok(alike(left, right), `${left} ${right}`);
  t.notOk(alike('年', '连'), '连 differs in its initial');
});

t.test('a numeral is never accepted as another numeral', async (t) => {
  for (const one of '零一二三四五六七八九十百千万亿') {
    for (const other of '零一二三四五六七八九十百千万亿') {
      if (one !== other) t.ok(foldsIntoContrary(token(one), usualSyllable(other)!), `${one} as ${other}`);
    }
  }
  t.notOk(foldsIntoContrary(token('两'), usualSyllable('二')!), 'two is two');
  t.ok(foldsIntoContrary(token('陆'), usualSyllable('七')!));
});

t.test('the Sichuan reading of 十 is caught and that of 能 is not', async (t) => {
  const profile = accentProfile('sichuan')!;
  const ten = accentVariants(usualSyllable('十')!, profile);
  t.ok(ten.some((variant) => foldsIntoContrary(token('十'), variant.syllable)));
  t.notOk(
    accentVariants(usualSyllable('能')!, profile).some((variant) => foldsIntoContrary(token('能'), variant.syllable)),
  );
});
