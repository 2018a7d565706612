import t from 'tap';
import { phoneIndex } from '../text/phone.js';
import { decodePreference } from './decode-preference.js';
import { alignEdits } from './edit-alignment.js';
import { isFiller, markHesitations } from './fillers.js';
import { decodeFreely, type HeardSyllable } from './free-decode.js';
import { clauseToken, pinyin, speak } from './synthetic-speech.fixture.js';

const CLAUSE = [
  clauseToken('不', 'bu4'),
  clauseToken('低', 'di1'),
  clauseToken('于', 'yu2'),
  clauseToken('四', 'si4'),
  clauseToken('年', 'nian2'),
];
const SEVEN = clauseToken('七', 'qi1');
const FOUR = clauseToken('四', 'si4');

const hearing = (spelled: string): readonly HeardSyllable[] => decodeFreely(speak(pinyin(spelled)).posteriors);
const preferenceOn = (heard: readonly HeardSyllable[]) => {
  const { steps } = alignEdits(CLAUSE, heard, isFiller);
  return decodePreference({ tokens: CLAUSE, steps: markHesitations(steps, heard), heard });
};

const changed = { kind: 'number_changed', start: 3, end: 4, replacement: [SEVEN], prior: 0 } as const;
const dropped = { kind: 'negation_dropped', start: 0, end: 1, replacement: [], prior: 0 } as const;
const grown = { kind: 'number_grown', start: 4, end: 4, replacement: [FOUR], prior: 0 } as const;

t.test('what was heard as written is preferred to every near miss', async (t) => {
  const prefers = preferenceOn(hearing('bu4 di1 yu2 si4 nian2'));
  for (const miss of [changed, dropped, grown]) t.ok(prefers(miss));
});

t.test('a near miss that was heard is not', async (t) => {
  t.notOk(preferenceOn(hearing('bu4 di1 yu2 qi1 nian2'))(changed));
  t.notOk(preferenceOn(hearing('di1 yu2 si4 nian2'))(dropped));
  t.notOk(preferenceOn(hearing('bu4 di1 yu2 si4 si4 nian2'))(grown));
});

t.test('a syllable between two numbers prefers neither', async (t) => {
  const heard = hearing('bu4 di1 yu2 si4 nian2').map((syllable, at) =>
    at === 3 ? { ...syllable, final: phoneIndex('i') } : syllable,
  );
  t.notOk(preferenceOn(heard)(changed));
  t.ok(preferenceOn(heard)(dropped), 'only the place of the near miss counts');
});

t.test('a hesitation and what was read again speak for nothing', async (t) => {
  const prefers = preferenceOn(hearing('bu4 di1 yu2 en1 si4 nian2'));
  t.ok(prefers({ ...grown, start: 3, end: 3, replacement: [clauseToken('嗯', 'en1')] }));
});

t.test('a word that may be left out costs nothing when it is', async (t) => {
  const erhua = { ...clauseToken('儿', 'er2'), optional: true };
  const tokens = [clauseToken('点', 'dian3'), erhua, clauseToken('四', 'si4')];
  const heard = hearing('dian3 qi1');
  const { steps } = alignEdits(tokens, heard, isFiller);
  const prefers = decodePreference({ tokens, steps, heard });
  t.notOk(prefers({ kind: 'number_changed', start: 2, end: 3, replacement: [SEVEN], prior: 0 }));
});
