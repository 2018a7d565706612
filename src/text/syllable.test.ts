import fc from 'fast-check';
import t from 'tap';
import { FINALS, INITIALS, PHONES } from './phone.js';
import { parseSyllable, spellSyllable, syllablePhones, type Tone, toPinyin } from './syllable.js';

t.test('spelling a parsed syllable gives the same syllable back', async () => {
  fc.assert(
    fc.property(
      fc.constantFrom('', ...INITIALS),
      fc.constantFrom(...FINALS),
      fc.integer({ min: 1, max: 5 }),
      (initial, final, tone) => {
        const parsed = parseSyllable(toPinyin({ initial, final, tone: tone as Tone }));
        if (parsed === null) return true;
        return toPinyin(parsed) === toPinyin(parseSyllable(toPinyin(parsed))!);
      },
    ),
  );
});

t.test('known spellings', async (t) => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['neng2', 'n', 'eng'],
    ['lv4', 'l', 'v'],
    ['lve4', 'l', 've'],
    ['xue2', 'x', 've'],
    ['yuan2', '', 'van'],
    ['juan4', 'j', 'van'],
    ['shi4', 'sh', 'iii'],
    ['si4', 's', 'ii'],
    ['liu4', 'l', 'iou'],
    ['gui1', 'g', 'uei'],
    ['dun4', 'd', 'uen'],
    ['er4', '', 'er'],
    ['wu3', '', 'u'],
    ['yong4', '', 'iong'],
    ['xiong1', 'x', 'iong'],
  ];
  for (const [pinyin, initial, final] of cases) {
    const syllable = parseSyllable(pinyin)!;
    t.match(syllable, { initial, final }, pinyin);
    t.equal(spellSyllable(syllable), pinyin.slice(0, -1));
    t.same(
      syllablePhones(syllable).map((index) => PHONES[index]),
      initial === '' ? [final] : [initial, final],
    );
  }
  for (const junk of ['', 'zzz', 'bxa1', '不']) t.equal(parseSyllable(junk), null, junk);
});
