import t from 'tap';
import { parseSyllable, syllablePhones } from '../text/syllable.js';
import type { ClauseToken } from './clause-token.js';
import { alignEdits } from './edit-alignment.js';
import { isFiller } from './fillers.js';
import type { HeardSyllable } from './free-decode.js';
import { withStammers } from './stammers.js';
import { clauseToken } from './synthetic-speech.fixture.js';

/** `qing` a syllable, `q~` one broken off after its initial. */
const hear = (spelled: string): readonly HeardSyllable[] =>
  spelled.split(' ').map((syllable, i) => {
    const cut = syllable.endsWith('~');
    const phones = syllablePhones(parseSyllable(cut ? syllable.replace('~', 'i') : syllable)!);
    const initial = phones.length === 2 ? phones[0]! : -1;
    return { initial, final: cut ? -1 : phones.at(-1)!, start: i, end: i + 1 };
  });

const told = (clause: readonly ClauseToken[], spelled: string): string => {
  const heard = hear(spelled);
  const names = spelled.split(' ');
  return withStammers(alignEdits(clause, heard, isFiller).steps, clause, heard)
    .map((step) => {
      if (step.kind === 'missing') return `-${clause[step.token]!.character}`;
      if (step.kind === 'extra') return `+${names[step.heard]}`;
      return step.again ? `(${names[step.heard]})` : names[step.heard];
    })
    .join(' ');
};
const write = (spelled: string): readonly ClauseToken[] => spelled.split(' ').map((way) => clauseToken(way, way));
const CLAUSE = write('qing nin zi xi yue du');

t.test('a token said twice or three times in a row is read once and repeated', async (t) => {
  t.equal(told(CLAUSE, 'qing qing nin zi xi yue du'), '(qing) qing nin zi xi yue du');
  t.equal(told(CLAUSE, 'qing nin nin nin zi xi yue du'), 'qing (nin) (nin) nin zi xi yue du');
  t.equal(told(CLAUSE, 'qing nin zi xi yue du du'), 'qing nin zi xi yue (du) du');
});

t.test('so is a token that was begun twice', async (t) => {
  t.equal(told(CLAUSE, 'q~ qing nin zi xi yue du'), '(q~) qing nin zi xi yue du');
  t.equal(told(CLAUSE, 'qing q~ nin zi xi yue du'), 'qing +q~ nin zi xi yue du');
});

t.test('other extra syllables, and four times the same, stay extra speech', async (t) => {
  t.equal(told(CLAUSE, 'qing ba nin zi xi yue du'), 'qing +ba nin zi xi yue du');
  t.match(told(CLAUSE, 'qing nin nin ba zi xi yue du'), /\+ba/);
  t.match(told(CLAUSE, 'qing qing qing qing qing nin zi xi yue du'), /\+qing/);
});

t.test('a token that was not read well was not stammered', async (t) => {
  t.equal(told(write('qing nin'), 'ting ting nin'), '+ting ting nin');
});

t.test('beside numerals and critical tokens every syllable counts', async (t) => {
  const three = [...write('qing'), clauseToken('三', 'san1'), ...write('nin zi')];
  t.equal(told(three, 'qing san san nin zi'), 'qing +san san nin zi');
  t.equal(told(three, 'qing qing san nin zi'), '+qing qing san nin zi');
  const critical = write('qing nin zi').map((token, i) => ({ ...token, critical: i === 1 }));
  t.equal(told(critical, 'qing nin nin zi'), 'qing +nin nin zi');
});

t.test('what sounds like a negation is never a stammer: 不 before 部, 未 before 为', async (t) => {
  for (const sound of ['bu', 'wei', 'wu', 'fei', 'mei', 'mo', 'bie']) {
    t.equal(told(write(`qing ${sound} nin`), `qing ${sound} ${sound} nin`), `qing +${sound} ${sound} nin`);
  }
});

t.test('when the first saying was taken for the token, the last one counts all the same', async (t) => {
  const heard = hear('qing qing nin');
  const read = (token: number, at: number) =>
    ({ kind: 'heard', token, heard: at, cost: 0, pronunciation: 0, again: false }) as const;
  t.same(withStammers([read(0, 0), { kind: 'extra', heard: 1, filler: false }, read(1, 2)], CLAUSE, heard), [
    { ...read(0, 0), again: true },
    read(0, 1),
    read(1, 2),
  ]);
});
