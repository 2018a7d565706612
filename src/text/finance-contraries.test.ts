import t from 'tap';
import { FINANCE_CONTRARIES } from './finance-contraries.js';
import { soundsLike } from './syllable.js';
import { preferredTokens, toSpokenForm } from './to-spoken-form.js';
import { UNIT_CONTRARIES } from './unit-contraries.js';

const LEXICA = [FINANCE_CONTRARIES, UNIT_CONTRARIES];
const groups = LEXICA.flatMap((lexicon) => lexicon.groups);
const sounds = (word: string) => preferredTokens(toSpokenForm(word)).map(({ readings }) => readings[0]!.syllable);

t.test('a group has a name of its own, two words or more, a gloss, a reason and a source', async (t) => {
  t.ok(LEXICA.every(({ version }) => version >= 1));
  t.equal(new Set(groups.map(({ id }) => id)).size, groups.length);
  for (const { id, words, en, why, source } of groups) {
    t.ok(words.length >= 2 && new Set(words).size === words.length, id);
    t.ok(en !== '' && why !== '' && ['design', 'own_knowledge'].includes(source), id);
    t.ok(
      words.every((word) => /^\p{Script=Han}+$/u.test(word)),
      id,
    );
  }
});

t.test(
  'words of a group differ in sound, tones aside: what differs in tone alone is not for this lexicon',
  async (t) => {
    for (const { words } of groups) {
      for (const [at, word] of words.entries()) {
        for (const other of words.slice(at + 1)) {
          const [own, theirs] = [sounds(word), sounds(other)];
          t.notOk(
            own.length === theirs.length && own.every((one, i) => soundsLike(one, theirs[i]!)),
            `${word} ${other}`,
          );
        }
      }
    }
  },
);

t.test('a longer word that is named as another one holds a word of the group', async (t) => {
  for (const { id, words, within = [] } of groups)
    for (const longer of within)
      t.ok(
        words.some((word) => longer.includes(word)),
        `${id} ${longer}`,
      );
});
