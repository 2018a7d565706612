import t from 'tap';
import { ANSWER_ALIKES, alikePlaces } from './answer-alikes.js';
import { ANSWER_FORMS, phraseTokens } from './answer-words.js';

const placesIn = (wording: string) => alikePlaces(wording).map(({ word, at }) => `${word} ${at}`);

/** Toneless readings of each character. */
const soundsOf = (text: string): readonly (readonly string[])[] =>
  phraseTokens(text).map(({ readings }) => readings.map(({ syllable }) => `${syllable.initial} ${syllable.final}`));

t.test('every word answers, and every other word sounds like it', async (t) => {
  const forms = new Set(ANSWER_FORMS.map(({ text }) => text));
  for (const { word, tones, alikes } of ANSWER_ALIKES) {
    t.ok(forms.has(word), word);
    t.equal(tones.length, word.length, word);
    for (const { text, tones: other } of alikes) {
      t.equal(other.length, word.length, text);
      const own = soundsOf(word);
      t.ok(
        soundsOf(text).every((sounds, at) => sounds.some((sound) => own[at]!.includes(sound))),
        `${text} sounds like ${word}`,
      );
      t.notOk(forms.has(text), `${text} is no answer itself`);
    }
  }
});

t.test('the words are found wherever they answer', async (t) => {
  t.same(placesIn('同意'), ['同意 0']);
  t.same(placesIn('我已经同意了'), ['同意 3']);
  t.same(placesIn('我清楚知道的'), ['清楚 1', '知道 3']);
  t.same(placesIn('同意同意'), ['同意 0', '同意 2']);
  t.same(placesIn('没有问题'), []);
  t.same(placesIn(''), []);
});

t.test('one character counts only where it is the whole answer', async (t) => {
  t.same(placesIn('是的'), ['是 0']);
  t.same(placesIn('我都懂了啊'), ['懂 2']);
  t.same(placesIn('对对对'), ['对 0', '对 1', '对 2']);
  t.same(placesIn('没有'), [], '有');
  t.same(placesIn('听懂了'), [], '懂');
});
