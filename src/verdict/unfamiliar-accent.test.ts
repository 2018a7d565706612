import fc from 'fast-check';
import t from 'tap';
import type { Familiarity } from './evidence.js';
import { HONEST, POLICY, reading, withContent, withSpeaker } from './honest-reading.fixture.js';
import { judge } from './judge.js';
import { CASES, wordChanged } from './judge-cases.fixture.js';
import { compareSeverity } from './verdict.js';

const UNKNOWN: Familiarity = { clarity: 3, decoyMargin: 4 };
const verdictOf = (familiarity: Familiarity) =>
  judge(reading(...wordChanged, withContent({ familiarity })), POLICY).verdict;

t.test('changed words in an accent that the recogniser does not know are for review, if the clause fits', async (t) => {
  t.equal(verdictOf(UNKNOWN), 'review');
  t.equal(verdictOf({ clarity: 5.5, decoyMargin: 4 }), 'fail', 'it knows the accent');
  t.equal(verdictOf({ clarity: 3, decoyMargin: 0.5 }), 'fail', 'other words fit as well');
});

t.test('what was not measured excuses nothing', async (t) => {
  for (const value of [null, Number.NaN]) {
    t.equal(verdictOf({ clarity: value, decoyMargin: 4 }), 'fail');
    t.equal(verdictOf({ clarity: 3, decoyMargin: value }), 'fail');
  }
});

t.test('an accent alone is nothing against a reading, nor for another voice', async (t) => {
  t.equal(judge(reading(withContent({ familiarity: UNKNOWN })), POLICY).verdict, 'pass');
  const voice = judge(reading(withContent({ familiarity: UNKNOWN }), withSpeaker('REJECT', 0.4)), POLICY);
  t.equal(voice.verdict, 'fail');
});

t.test(
  'where it explains the text it explains the voice, too: dialect moves a voice further than another device',
  async (t) => {
    const input = reading(...wordChanged, withContent({ familiarity: UNKNOWN }), withSpeaker('REJECT', 0.4));
    const { verdict, reasons } = judge(input, POLICY);
    t.equal(verdict, 'review');
    t.same(
      reasons.map(({ code }) => code),
      ['WORDS_CHANGED', 'ACCENT_UNFAMILIAR', 'SPEAKER_MISMATCH'],
    );
  },
);

t.test('a policy may take every accent for known', async (t) => {
  const thresholds = { ...POLICY.thresholds, clarityMin: 0 };
  const input = reading(...wordChanged, withContent({ familiarity: { clarity: 0, decoyMargin: 12 } }));
  t.equal(judge(input, { thresholds }).verdict, 'fail');
});

t.test('whatever the accent, a verdict is never a pass that was none, and is never worse', async () => {
  const number = fc.option(fc.double({ min: -12, max: 12, noNaN: false }), { nil: null });
  const inputs = [HONEST, ...CASES.map(({ input }) => input)];
  fc.assert(
    fc.property(
      fc.constantFrom(...inputs),
      fc.record({ clarity: number, decoyMargin: number }),
      (input, familiarity) => {
        const known = judge(withContent({ familiarity: HONEST.content.familiarity })(input), POLICY).verdict;
        const other = judge(withContent({ familiarity })(input), POLICY).verdict;
        const measured = [familiarity.clarity, familiarity.decoyMargin].every((value) => !Number.isNaN(value));
        if (known === 'pass') return other === (measured ? 'pass' : 'review');
        return other !== 'pass' && compareSeverity(other, known) <= 0;
      },
    ),
    { seed: 43, numRuns: 2000 },
  );
});
