import t from 'tap';
import { asPhones, spokenReference } from '../../src/align/spoken-reference.js';
import { referenceOf } from './reference.js';

t.test('stated syllables leave no choice, a misreading without them has no reference', async (t) => {
  const base = { transcript: '好', pinyin: null, deviation: null };
  t.same(referenceOf({ ...base, pinyin: ['hao3', 'an1'] }, asPhones), { all: [{ all: ['h', 'ao'] }, { all: ['an'] }] });
  t.same(referenceOf(base, asPhones), spokenReference('好', asPhones));
  t.equal(referenceOf({ ...base, deviation: 'another clause' }, asPhones), null);
  t.equal(referenceOf({ ...base, transcript: null }, asPhones), null);
});
