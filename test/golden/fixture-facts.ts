import type { Test } from 'tap';
import type { TokenEvidence, TokenOp } from '../../src/verdict/evidence.js';
import type { Judgement } from '../../src/verification/verification.js';

const opsOf = ({ content }: Judgement): readonly TokenOp[] => content.tokens.map(({ op }) => op);
const tokensOf = ({ content }: Judgement, op: TokenOp): readonly TokenEvidence[] =>
  content.tokens.filter((token) => token.op === op);
const termOutcome = ({ content }: Judgement, text: string): string | undefined =>
  content.criticalTerms.find((term) => term.text === text)?.outcome;
/** Text of the clause tokens with an op, in order. */
const refs = (judgement: Judgement, op: TokenOp): string =>
  tokensOf(judgement, op)
    .map(({ ref }) => ref)
    .join('');

const tellsAccent = (t: Test, judgement: Judgement, rules: readonly string[]): void => {
  const heard = tokensOf(judgement, 'accent_variant').map(({ rule }) => rule ?? '');
  t.ok(heard.length >= 5, 'the accent is heard as an accent');
  for (const rule of rules) {
    t.ok(
      heard.some((one) => one.split('+').includes(rule)),
      `${rule} is named`,
    );
  }
  t.not(judgement.verdict, 'fail', 'an accent is no error');
  for (const { text, outcome } of judgement.content.criticalTerms) t.equal(outcome, 'said', text);
};

const allSaid = (t: Test, judgement: Judgement): void => {
  t.same(new Set(opsOf(judgement)), new Set(['match']), 'every op is a match');
  t.match(judgement.content, { coverage: 1, accuracy: 1, insertions: 0 });
  for (const { text, outcome } of judgement.content.criticalTerms) t.equal(outcome, 'said', text);
};

const addsSpeech = (t: Test, judgement: Judgement, syllables: string): void => {
  const extra = tokensOf(judgement, 'insertion').map(({ pinyinHeard }) => pinyinHeard?.replace(/\d$/, ''));
  t.equal(extra.join(' '), syllables);
  t.not(judgement.verdict, 'pass');
};

const saysNothing = (t: Test, judgement: Judgement): void => {
  t.equal(judgement.content.coverage, 0);
  t.equal(judgement.content.heard, '');
  for (const { text, outcome } of judgement.content.criticalTerms) t.not(outcome, 'said', text);
  t.ok(judgement.checks.some(({ name, outcome }) => name === 'effective_speech_ms' && outcome !== 'pass'));
};

type Fact = (t: Test, judgement: Judgement) => void;

/** What must be true of a fixture's evidence whatever its golden file says: an update cannot hide its loss. */
export const FIXTURE_FACTS: Readonly<Record<string, Fact>> = {
  'honest.wav': allSaid,
  'number-reading.flac': allSaid,
  'accent-southwestern.wav': (t, judgement) => tellsAccent(t, judgement, ['zh-z', 'n-l', 'eng-en']),
  'accent-cantonese.flac': (t, judgement) => tellsAccent(t, judgement, ['zh-z', 'v-i', 'r-l']),
  'sentence-missing.wav': (t, judgement) => {
    const [first, second, third] = judgement.content.sentences;
    t.equal(second?.outcome, 'missing');
    t.not(first?.outcome, 'missing');
    t.equal(third?.outcome, 'read');
    t.ok(tokensOf(judgement, 'deletion').length >= 20);
    for (const text of ['3.5%', '不构成收益承诺']) t.match(termOutcome(judgement, text), /^(missing|contradicted)$/);
  },
  'negation-dropped.wav': (t, judgement) => {
    t.equal(refs(judgement, 'deletion'), '不');
    t.equal(
      judgement.content.tokens.findIndex(({ op }) => op === 'deletion'),
      3,
    );
    t.match(termOutcome(judgement, '不保证本金和收益'), /^(missing|contradicted)$/);
    t.equal(termOutcome(judgement, '不构成收益承诺'), 'said', 'the other negation was spoken');
  },
  'number-changed.flac': (t, judgement) => {
    t.equal(refs(judgement, 'substitution'), '十');
    t.not(termOutcome(judgement, '100000元'), 'said');
    t.equal(termOutcome(judgement, '3.5%'), 'said');
  },
  'rate-changed.flac': (t, judgement) => {
    t.equal(refs(judgement, 'substitution'), '三五');
    t.not(termOutcome(judgement, '3.5%'), 'said');
    t.equal(termOutcome(judgement, '100000元'), 'said');
  },
  'word-replaced.flac': (t, judgement) => {
    t.equal(refs(judgement, 'substitution'), '自行');
    t.not(termOutcome(judgement, '自行承担投资风险'), 'said');
  },
  'negation-added.flac': (t, judgement) => {
    addsSpeech(t, judgement, 'bu');
    t.not(termOutcome(judgement, '保证按期足额偿还'), 'said');
  },
  'extra-speech.flac': (t, judgement) => addsSpeech(t, judgement, 'wo bu tong yi'),
  'repeat-selfcorrection.flac': (t, judgement) => {
    t.equal(tokensOf(judgement, 'repeat').length, 5, 'the broken-off phrase');
    t.equal(tokensOf(judgement, 'filler').length, 3, 'and 嗯, 那个');
    t.equal(refs(judgement, 'deletion'), '');
    t.not(judgement.verdict, 'fail', 'reading again is no error');
  },
  'wrong-clause.flac': (t, { content, reasons }) => {
    t.ok(content.accuracy < 0.5);
    t.ok(reasons.some(({ code }) => code === 'WRONG_TEXT'));
  },
  'silence.flac': saysNothing,
  'noise-only.flac': saysNothing,
};
