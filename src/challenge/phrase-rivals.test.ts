import t from 'tap';
import { phraseRivals } from './phrase-rivals.js';
import { CHALLENGE_WORDS } from './words.js';

t.test('digits meet their neighbours in the other order', async (t) => {
  t.same(phraseRivals({ kind: 'digits', phrase: '三九三五' }), [
    { source: { start: 0, end: 2 }, text: '九三' },
    { source: { start: 1, end: 3 }, text: '三九' },
    { source: { start: 2, end: 4 }, text: '五三' },
  ]);
});

t.test('words meet every other word, and their neighbours in the other order', async (t) => {
  const rivals = phraseRivals({ kind: 'words', phrase: '咖啡、书包' });
  t.same(rivals[0], { source: { start: 0, end: 5 }, text: '书包咖啡' });
  t.same(rivals.at(-1), { source: { start: 3, end: 5 }, text: CHALLENGE_WORDS.at(-1) });
  t.equal(rivals.length, 1 + 2 * (CHALLENGE_WORDS.length - 1));
  t.notOk(rivals.some(({ source, text }) => '咖啡、书包'.slice(source.start, source.end) === text));
});
