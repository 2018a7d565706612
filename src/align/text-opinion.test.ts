import t from 'tap';
import { findCriticalTerms } from '../clause/critical-terms.js';
import { accentProfile } from '../text/accent-profile-list.js';
import { FOREIGN } from '../text/phone.js';
import { toSpokenForm } from '../text/to-spoken-form.js';
import { toLattice } from './clause-lattice.js';
import { preferredReading } from './clause-search.js';
import { spellHeard } from './free-decode.js';
import { compareText, heardText, readAs } from './text-opinion.js';

const latticeOf = (text: string, dialect = 'mandarin') => {
  const form = toSpokenForm(text);
  return toLattice(form, findCriticalTerms(form, []), accentProfile(dialect)!);
};
const tokensOf = (text: string, dialect = 'mandarin') => preferredReading(latticeOf(text, dialect));

t.test('a text sounds as its characters in their context; marks are silent, letters are foreign', (t) => {
  t.strictSame(heardText('中国银行，OK').map(spellHeard), ['zhong', 'guo', 'yin', 'hang', '?', '?']);
  t.equal(heardText('A')[0]?.final, FOREIGN);
  t.strictSame(heardText('安')[0], { ...heardText('案')[0] });
  t.strictSame(heardText(''), []);
  t.end();
});

t.test('homophones, fillers and readings that count as the token are no errors', (t) => {
  const tokens = tokensOf('本产品不保证本金。');
  t.strictSame(compareText(tokens, '本产品不保证本金'), { editCostPerToken: 0, criticalWrong: 0, longestWrong: 0 });
  t.equal(compareText(tokens, '本铲品不保正本金').editCostPerToken, 0);
  t.ok(compareText(tokens, '本产品嗯不保证本金').editCostPerToken < 0.05);
  t.end();
});

t.test('a negation that was not written is an error of a critical term', (t) => {
  const tokens = tokensOf('本产品不保证本金。');
  t.ok(compareText(tokens, '本产品保证本金').criticalWrong > 0);
  t.ok(compareText(tokens, '本产品都保证本金').criticalWrong > 0);
  t.equal(compareText(tokens, '本商品不保证本金').criticalWrong, 0, 'an ordinary word is not');
  t.end();
});

t.test('a word that was written otherwise, left out or put in is a run; single syllables are not', (t) => {
  const tokens = tokensOf('本产品不保证本金安全。');
  t.equal(compareText(tokens, '本产品不保证本金开心').longestWrong, 2);
  t.equal(compareText(tokens, '本产品不保证本金').longestWrong, 2);
  t.equal(compareText(tokens, '本产品今天不保证本金安全').longestWrong, 2);
  t.equal(compareText(tokens, '本商品不保证本金安圈').longestWrong, 1);
  t.end();
});

t.test('an accent of the profile counts, outside of what turns a critical term round', (t) => {
  t.ok(compareText(tokensOf('我能承担。'), '我冷承担').editCostPerToken > 0);
  t.ok(compareText(tokensOf('我能承担。', 'southwestern'), '我冷承担').editCostPerToken < 0.2);
  t.end();
});

t.test('numbers are compared in the way in which they were read', (t) => {
  const lattice = latticeOf('金额为2000元。');
  const spoken = [...'金额为两千元'];
  const tokens = readAs(lattice, spoken);
  t.strictSame(
    tokens.map(({ character }) => character),
    spoken,
  );
  t.equal(compareText(tokens, '金额为两千元').editCostPerToken, 0);
  t.strictSame(readAs(lattice, []), preferredReading(lattice), 'the preferred way when nothing fits');
  t.end();
});

t.test('nothing written is all missing', (t) => {
  t.ok(compareText(tokensOf('同意'), '').editCostPerToken >= 1);
  t.equal(compareText([], '').editCostPerToken, 0);
  t.end();
});
