import t from 'tap';
import { parseSyllable, syllablePhones } from '../text/syllable.js';
import type { EditStep } from './edit-alignment.js';
import { isFiller, markHesitations } from './fillers.js';
import type { HeardSyllable } from './free-decode.js';

const hear = (spelled: string): readonly HeardSyllable[] =>
  spelled.split(' ').map((syllable, i) => {
    const phones = syllablePhones(parseSyllable(syllable)!);
    return { initial: phones.length === 2 ? phones[0]! : -1, final: phones.at(-1)!, start: i, end: i + 1 };
  });

/** Which of the syllables, all of them extra speech, are hesitation. */
const marked = (spelled: string): string =>
  markHesitations(
    hear(spelled).map((_, heard) => ({ kind: 'extra', heard, filler: false })),
    hear(spelled),
  )
    .map((step) => (step.kind === 'extra' && step.filler ? '~' : '+'))
    .join('');

t.test('a vowel alone is a filler; a syllable with an initial, or a word like 一 or 二, is not', async (t) => {
  t.ok(hear('en a e o').every(isFiller));
  t.notOk(hear('men ba yi er wu ang').some(isFiller));
  t.notOk(isFiller({ initial: 3, final: -1, start: 0, end: 1 }));
});

t.test('那个 and 这个 are hesitation where they are extra speech', async (t) => {
  t.equal(marked('na ge'), '~~');
  t.equal(marked('nei ge zhe ge zhei ge'), '~~~~~~');
  t.equal(marked('ge na'), '++');
  t.equal(marked('ba ge'), '++');
  t.equal(marked('na bu ge'), '+++');
});

t.test('那个 of the clause is no hesitation, nor is half of it', async (t) => {
  const steps: readonly EditStep[] = [
    { kind: 'heard', token: 0, heard: 0, cost: 0, pronunciation: 0, again: false },
    { kind: 'extra', heard: 1, filler: false },
    { kind: 'missing', token: 1 },
    { kind: 'extra', heard: 2, filler: true },
  ];
  t.same(markHesitations(steps, hear('na ge en')), steps);
});

t.test('a stretch of extra speech is a hesitation as a whole or not at all', async (t) => {
  t.equal(marked('zhe ge zhi biao'), '++++');
  t.equal(marked('na ge zhe ge'), '~~~~');
});
