import fc from 'fast-check';
import t from 'tap';
import { decodeFreely, spellHeard } from '../align/free-decode.js';
import { readingsOf } from '../text/pinyin.js';
import { spellSyllable } from '../text/syllable.js';
import { isByteLevel } from './join-byte-tokens.js';
import { LABELS } from './phone-rows.js';
import { phonesOfBytes } from './phones-of-bytes.js';
import { sayTokens } from './token-speech.fixture.js';

/** Letters of icefall's alphabet for the bytes of a text. */
const letters = (text: string): string =>
  Array.from(Buffer.from(text), (byte) => {
    let letter = 0x100;
    for (let one = 0; one < 256; one++) {
      if (one >= 0x20 && one < 0x7f) continue;
      while ([0x132, 0x133, 0x13f, 0x140, 0x149, 0x17f].includes(letter)) letter++;
      if (one === byte) return String.fromCharCode(letter);
      letter++;
    }
    return String.fromCharCode(byte);
  }).join('');

const [bu2, bu1] = [letters('不').slice(0, 2), letters('不').slice(2)];
/** 证 as a whole, 不 in two parts, 上 and 下 share the first of them, two characters in one token. */
const TABLE = {
  texts: [
    '<blk>',
    letters('证'),
    bu2,
    bu1,
    letters('下').slice(2),
    letters('保本'),
    `▁${letters('好')}`,
    'OK',
    '<sos/eos>',
  ],
  blank: 0,
};
const [ZHENG, BU_HEAD, BU_TAIL, XIA_TAIL, BAOBEN, HAO, OK] = [1, 2, 3, 4, 5, 6, 7];

const heard = (said: readonly number[], sureness = 0.95) => {
  const posteriors = sayTokens(said, TABLE.texts.length, 40, sureness);
  return decodeFreely(phonesOfBytes(posteriors, TABLE, 2 * said.length)).map(spellHeard);
};

t.test('the alphabet of the test is that of byte-level pieces', (t) => {
  t.ok(isByteLevel(TABLE.texts));
  t.equal(letters('下').slice(0, 2), bu2, '不 and 下 share two bytes');
  t.end();
});

t.test('characters of one token, of several, and several of one are heard as their syllables', (t) => {
  t.strictSame(heard([ZHENG, 0, 0, BU_HEAD, BU_TAIL, 0, HAO, 0]), ['zheng', 'bu', 'hao']);
  t.strictSame(heard([BU_HEAD, 0, 0, XIA_TAIL, 0]), ['xia']);
  t.strictSame(heard([BAOBEN, 0, 0]), ['bao', 'ben']);
  t.strictSame(heard([HAO, 0, HAO]), ['hao', 'hao']);
  t.end();
});

t.test('what spells no Chinese is speech that no phone writes', (t) => {
  for (const said of [
    [BU_TAIL, 0],
    [BU_HEAD, 0],
    [BU_HEAD, ZHENG, 0],
    [OK, 0, 0],
  ])
    t.ok(heard(said).includes('?'), `${said}`);
  t.notOk(heard([BAOBEN]).includes('bao'), 'two characters have no room in one frame');
  t.strictSame(heard([0, 8, 0]), []);
  t.end();
});

t.test('a rival of one byte is a rival of the character', (t) => {
  const tokens = TABLE.texts.length;
  const posteriors = sayTokens([BU_HEAD, BU_TAIL, 0], tokens, 40, 0.999);
  posteriors.logProbs[tokens + BU_TAIL!] = Math.log(0.7);
  posteriors.logProbs[tokens + XIA_TAIL!] = Math.log(0.2995);
  const { logProbs } = phonesOfBytes(posteriors, TABLE, 6);
  const initial = (character: string): number => {
    const [bu, xia] = [2, 14];
    return logProbs[character === '不' ? bu - 1 : xia]!;
  };
  t.ok(Math.abs(initial('不') - initial('下') - Math.log(0.7 / 0.2995)) < 0.05);
  t.end();
});

t.test('rows are probabilities that sum to one, and never fewer or more than asked for', (t) => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: TABLE.texts.length - 1 }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 50 }),
      fc.double({ min: 0.3, max: 0.999, noNaN: true }),
      (said, frames, sureness) => {
        const { logProbs } = phonesOfBytes(sayTokens(said, TABLE.texts.length, 40, sureness), TABLE, frames);
        if (logProbs.length !== frames * LABELS) return false;
        return Array.from({ length: frames }, (_, frame) =>
          logProbs.subarray(frame * LABELS, (frame + 1) * LABELS).reduce((sum, value) => sum + Math.exp(value), 0),
        ).every((sum) => Math.abs(sum - 1) < 1e-4);
      },
    ),
  );
  t.throws(() => phonesOfBytes(sayTokens([0], TABLE.texts.length, 50), TABLE, 1), RangeError);
  t.end();
});

t.test('every way to cut characters into tokens is heard as the same syllables', (t) => {
  const text = '本产品不保证';
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (cuts) => {
      const texts = ['<blk>'];
      const said: number[] = [];
      [...text].forEach((character, at) => {
        const spelled = letters(character);
        const parts = [0, ...(cuts[2 * at] ? [1] : []), ...(cuts[2 * at + 1] ? [2] : []), 3];
        for (let part = 1; part < parts.length; part++) {
          texts.push(spelled.slice(parts[part - 1], parts[part]));
          said.push(texts.length - 1, 0);
        }
        said.push(0);
      });
      const table = { texts, blank: 0 };
      const phones = phonesOfBytes(sayTokens(said, texts.length, 40), table, 2 * said.length);
      const wanted = [...text].map((character) => spellSyllable(readingsOf(character)[0]!));
      return decodeFreely(phones).map(spellHeard).join() === wanted.join();
    }),
  );
  t.end();
});
