import t from 'tap';
import { findCriticalTerms } from '../clause/critical-terms.js';
import { accentProfile } from '../text/accent-profile-list.js';
import type { Tone } from '../text/syllable.js';
import { preferredTokens, toSpokenForm } from '../text/to-spoken-form.js';
import type { TermEvidence } from '../verdict/evidence.js';
import { POLICY } from '../verdict/honest-reading.fixture.js';
import type { Thresholds } from '../verdict/policy.js';
import { toneBearers } from './hear-tones.js';
import { singOver } from './sung-tones.fixture.js';
import { clauseToken, speak, syllablesOf, weighContent } from './synthetic-speech.fixture.js';

const TEXT = '本人今天自愿买入这种基金';
const SURE = { ...POLICY.thresholds, toneSaid: 0.1, toneContradicted: -0.1 };

interface Case {
  readonly text?: string;
  readonly marked?: readonly string[];
  /** Tones as sung in place of the text's own. */
  readonly sung?: Readonly<Record<number, Tone>>;
  readonly dialect?: string;
  readonly limits?: Thresholds;
}

/** The first critical term when somebody reads `text` slowly with these tones. */
const termOf = ({
  text = TEXT,
  marked = ['买入'],
  sung = {},
  dialect = 'mandarin',
  limits = SURE,
}: Case): TermEvidence => {
  const form = toSpokenForm(text);
  const syllables = syllablesOf(text);
  const pauses = Object.fromEntries(syllables.map((_, at) => [at, 9]));
  const { posteriors, spans } = speak(syllables, { pauses });
  const pitch = singOver(
    syllables.map(({ tone }, at) => sung[at] ?? tone),
    spans.map(([start]) => start * posteriors.frameMs),
    posteriors.frames * posteriors.frameMs,
  );
  const terms = findCriticalTerms(form, marked);
  const content = weighContent({ form, terms, profile: accentProfile(dialect)!, posteriors, pitch }, limits);
  return content.criticalTerms.find((term) => marked.length === 0 || term.text === marked[0])!;
};

t.test('a word with a contrary in tone alone is said only if the tone supports it', async (t) => {
  t.match(termOf({}), {
    outcome: 'said',
    tone: { expected: '买', contrary: '卖', outcome: 'supported', abstained: null },
  });
  t.match(termOf({ sung: { 6: 4 } }), { outcome: 'contradicted', tone: { contrary: '卖', outcome: 'opposed' } });
  t.match(termOf({ limits: { ...SURE, toneSaid: 60, toneContradicted: -60 } }), {
    outcome: 'unsure',
    tone: { outcome: 'unsure' },
  });
});

t.test('the pair read the other way round is told too', async (t) => {
  const text = TEXT.replace('买入', '卖出');
  t.match(termOf({ text, marked: ['卖出'] }), { outcome: 'said', tone: { expected: '卖', contrary: '买' } });
  t.match(termOf({ text, marked: ['卖出'], sung: { 6: 3 } }), { outcome: 'contradicted', tone: { contrary: '买' } });
});

t.test('is and ten before a number are another number', async (t) => {
  const text = '本产品期限是五年到期';
  t.match(termOf({ text, marked: [] }), {
    text: '五年',
    outcome: 'said',
    tone: { expected: '是', outcome: 'supported' },
  });
  t.match(termOf({ text, marked: [], sung: { 5: 2 } }), {
    outcome: 'contradicted',
    tone: { contrary: '十', outcome: 'opposed' },
  });
});

t.test('in a dialect the witness abstains and the term is for review', async (t) => {
  t.match(termOf({ dialect: 'southwestern' }), {
    outcome: 'unsure',
    tone: { llr: null, outcome: 'abstained', abstained: 'dialect' },
  });
});

t.test('a term without such a word has no tone, whatever stands beside it', async (t) => {
  t.match(termOf({ marked: ['基金'] }), { outcome: 'said', tone: null });
  t.match(termOf({ text: TEXT.replace('买入', '购得'), marked: ['购得'] }), { outcome: 'said', tone: null });
});

t.test('another wording by tone that is on no list is for review, one that is on it for the witness', async (t) => {
  const outcome = (text: string, marked: string, before: string) => {
    const form = toSpokenForm(text);
    const { posteriors } = speak(syllablesOf(text));
    const input = { form, terms: findCriticalTerms(form, [marked]), profile: accentProfile('mandarin')!, posteriors };
    return weighContent({ ...input, previous: toSpokenForm(before) }, SURE).criticalTerms[0];
  };
  const text = '本人申请增额服务';
  t.match(outcome(text, '增额', text), { outcome: 'said', tone: null });
  t.match(outcome(text, '增额', '本人申请赠额服务'), { outcome: 'unsure', tone: null });
  t.match(outcome('本人申请买入服务', '买入', '本人申请卖入服务'), {
    outcome: 'unsure',
    tone: { abstained: 'no_pitch' },
  });
});

t.test('without a pitch track such a term is never said', async (t) => {
  const form = toSpokenForm(TEXT);
  const { posteriors } = speak(syllablesOf(TEXT));
  const terms = findCriticalTerms(form, ['买入']);
  for (const input of [{}, { pitch: null }]) {
    const { criticalTerms } = weighContent(
      { form, terms, profile: accentProfile('mandarin')!, posteriors, ...input },
      { ...SURE, toneSaid: 0 },
    );
    t.match(criticalTerms[0], { outcome: 'unsure', tone: { abstained: 'no_pitch' } });
  }
});

t.test('a token may have the tones of all its legal readings', async (t) => {
  const form = toSpokenForm('为本人');
  const tokens = preferredTokens(form).map(({ character, source }) => ({ ...clauseToken(character, 'wei2'), source }));
  t.same(
    toneBearers(form, tokens).map(({ character, tones }) => `${character}${[...tones].sort().join('')}`),
    ['为24', '本3', '人2'],
  );
});
