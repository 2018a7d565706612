import t from 'tap';
import { accentProfile } from '../text/accent-profile-list.js';
import { toSpokenForm } from '../text/to-spoken-form.js';
import { toLattice } from './clause-lattice.js';
import { decodeFreely, spellHeard } from './free-decode.js';
import { isReversed, partSound } from './part-sound.js';
import { speak, syllablesOf } from './synthetic-speech.fixture.js';

const latticeOf = (text: string) => toLattice(toSpokenForm(text), [], accentProfile('mandarin')!);
const PHRASE = latticeOf('三九五二七四');
const CLAUSE = latticeOf('本产品不保证本金。');
const said = (text: string) => speak(syllablesOf(text)).posteriors;
const spelled = (text: string, first = PHRASE, second = CLAUSE) => {
  const parts = partSound(said(text), first, second);
  return [parts.first, parts.second].map((sound) => decodeFreely(sound).map(spellHeard).join(' '));
};

const CLAUSE_HEARD = 'ben chan pin bu bao zheng ben jin';

t.test('each text gets its own sound, at its own time', async (t) => {
  t.same(spelled('三九五二七四本产品不保证本金'), ['san jiu wu er qi si', CLAUSE_HEARD]);
  t.same(spelled('本产品不保证本金三九五二七四', CLAUSE, PHRASE), [CLAUSE_HEARD, 'san jiu wu er qi si']);
  const sound = said('三九五二七四本产品不保证本金');
  const { first, second } = partSound(sound, PHRASE, CLAUSE);
  t.equal(first.frames, sound.frames);
  const [heard] = decodeFreely(second);
  t.same(heard, decodeFreely(sound)[6]);
});

t.test('another phrase is in the place of the first text', async (t) => {
  t.same(spelled('八六四零八三本产品不保证本金'), ['ba liu si ling ba san', CLAUSE_HEARD]);
});

t.test('a text that was not read gets nothing', async (t) => {
  t.same(spelled('本产品不保证本金'), ['', CLAUSE_HEARD]);
  t.same(spelled('本产品不保证本金', CLAUSE, PHRASE), [CLAUSE_HEARD, '']);
  const [first, second] = spelled('三九五二七四');
  t.same([first, second], ['san jiu wu er qi si', '']);
});

t.test('the other order is told', async (t) => {
  t.ok(isReversed(said('本产品不保证本金三九五二七四'), PHRASE, CLAUSE));
  t.notOk(isReversed(said('三九五二七四本产品不保证本金'), PHRASE, CLAUSE));
  t.notOk(isReversed(said('本产品不保证本金'), PHRASE, CLAUSE));
});
