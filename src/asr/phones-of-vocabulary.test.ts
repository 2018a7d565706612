import t from 'tap';
import { decodeFreely, spellHeard } from '../align/free-decode.js';
import { phonesOfVocabulary } from './phones-of-vocabulary.js';
import { sayTokens } from './token-speech.fixture.js';

const heard = (texts: readonly string[], said: readonly number[]) => {
  const asPhones = phonesOfVocabulary({ texts, blank: 0 });
  const phones = asPhones?.(sayTokens(said, texts.length, 40), 2 * said.length);
  return phones && decodeFreely(phones).map(spellHeard);
};

t.test('a vocabulary of characters and one of bytes say syllables', (t) => {
  t.strictSame(heard(['<blk>', '保', '证'], [1, 0, 2, 0]), ['bao', 'zheng']);
  // 证 is E8 AF 81, in the letters of byte-level pieces.
  t.strictSame(heard(['<blk>', 'Ə', 'ŕ', 'Ģ'], [1, 2, 3, 0]), ['zheng']);
  t.end();
});

t.test('one of words and parts of words says too few', (t) => {
  t.equal(phonesOfVocabulary({ texts: ['<blk>', '▁the', 'ing', 'er', '▁a', '好', 'ли', 'éa'], blank: 0 }), null);
  t.end();
});
