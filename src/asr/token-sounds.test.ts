import t from 'tap';
import { phoneIndex } from '../text/phone.js';
import { syllableShare, tokenSound, tokenSounds } from './token-sounds.js';

const one = (initial: number, final: number) => [{ initial, final, weight: 1 }];

t.test('a character sounds as its syllable', (t) => {
  t.strictSame(tokenSound('保'), one(phoneIndex('b'), phoneIndex('ao')));
  t.strictSame(tokenSound('一'), one(-1, phoneIndex('i')));
  t.strictSame(tokenSound('證'), tokenSound('证'), 'a traditional one as its simplified one');
  t.strictSame(tokenSound('▁我'), tokenSound('我'));
  t.strictSame(tokenSound('8'), tokenSound('八'));
  t.end();
});

t.test('a character with several sounds has all of them, the usual one first and likeliest', (t) => {
  const sounds = tokenSound('行');
  if (typeof sounds === 'string') return t.fail('行 is a syllable');
  t.equal(sounds.length, 2);
  t.equal(sounds[0]!.initial, phoneIndex('x'));
  t.equal(sounds[1]!.initial, phoneIndex('h'));
  t.ok(sounds[0]!.weight > sounds[1]!.weight);
  t.equal(
    sounds.reduce((sum, { weight }) => sum + weight, 0),
    1,
  );
  // Readings that differ in tone alone are one sound.
  t.equal(tokenSound('中').length, 1);
  return t.end();
});

t.test('marks and tags say nothing; letters, bytes and the unknown are speech that no phone writes', (t) => {
  for (const text of ['<blk>', '<|zh|>', '</s>', '，', '?', '▁', ' ', '']) t.equal(tokenSound(text), 'silent', text);
  for (const text of ['<unk>', 'the', '▁BANK', '%', 'ƌ', 'ー', '我们', '々'])
    t.equal(tokenSound(text), 'foreign', text);
  t.end();
});

t.test('the blank says nothing, whatever it is called', (t) => {
  const sounds = tokenSounds({ texts: ['好', '的', 'x'], blank: 0 });
  t.equal(sounds[0], 'silent');
  t.equal(syllableShare(sounds), 1 / 3);
  t.end();
});
