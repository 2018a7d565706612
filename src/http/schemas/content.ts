import { type Static, Type } from 'typebox';
import { NEAR_MISS_KINDS } from '../../align/near-miss.js';
import type { ContentEvidence, TermEvidence, TokenEvidence } from '../../verdict/evidence.js';
import type { RecognitionEvidence } from '../../verdict/recognition-evidence.js';
import { AnswerResult, answerJson } from './answer.js';
import { Maybe, MaybeObject, MaybeWord, rounded, roundedOrNull, Strict, Text, Word } from './common.js';
import { Transcript, transcriptJson } from './recognition.js';
import { Tone, toneJson } from './tone.js';

const OPS = ['match', 'accent_variant', 'substitution', 'deletion', 'insertion', 'repeat', 'filler', 'unsure'] as const;

const Token = Type.Object(
  {
    ref: Maybe('string', 'Clause character as spoken; null for extra speech'),
    op: Word(OPS, 'What happened to it'),
    rule: Maybe('string', 'Accent rule that explains an accent_variant'),
    pinyin_ref: Maybe('string', 'As the clause has it'),
    pinyin_heard: Maybe('string', 'As it was heard'),
    start_ms: Maybe('integer', 'On the recording; null when it was not heard'),
    end_ms: Maybe('integer', 'On the recording'),
    score: Maybe('number', '0 to 1: how well the sound supports this token; null for extra speech'),
    critical: Type.Boolean({ description: 'Part of a critical term' }),
  },
  Strict,
);

const Term = Type.Object(
  {
    text: Text('The term in the clause'),
    kind: Word(['negation', 'number', 'amount', 'rate', 'date', 'marked'], 'Why it is critical'),
    outcome: Word(['said', 'unsure', 'missing', 'contradicted'], 'Its own gate'),
    tokens: Type.Array(Type.Integer(), { minItems: 2, maxItems: 2, description: 'First and last token, inclusive' }),
    llr: Maybe('number', 'Log-likelihood of the clause minus its strongest near miss here, nats'),
    competitor: Maybe('string', 'What the strongest near miss would have said'),
    competitor_kind: MaybeWord(NEAR_MISS_KINDS, 'What kind of near miss that is'),
    tone: MaybeObject(Tone),
  },
  Strict,
);

const Sentence = Type.Object(
  {
    index: Type.Integer(),
    outcome: Word(['read', 'unsure', 'reread', 'missing'], 'What happened to the sentence'),
    start_ms: Maybe('integer', 'On the recording'),
    end_ms: Maybe('integer', 'On the recording'),
  },
  Strict,
);

const Scores = Type.Object(
  {
    mean_log_posterior: Maybe('number', 'Mean per-phone log posterior of all tokens, nats'),
    worst_pair_log_posterior: Maybe('number', 'Worst mean of two neighbouring tokens, nats'),
    worst_margin: Maybe('number', 'Smallest near-miss margin, nats; null when the clause has no near miss'),
    edit_cost_per_token: Maybe('number', 'Clause against free decode, 0 is equal'),
    longest_insertion: Type.Integer({ description: 'Longest run of extra syllables' }),
    longest_deletion: Type.Integer({ description: 'Longest run of tokens that were not heard' }),
    clarity: Maybe(
      'number',
      'How far the phones heard stand out from the next likeliest, 0 to 6 nats; low in unknown accents',
    ),
    decoy_margin: Maybe(
      'number',
      'Mean log posterior of the clause minus that of its words in other orders, nats; null when not asked',
    ),
  },
  { ...Strict, description: 'Figures that the judge compares with the thresholds' },
);

export const Content = Type.Object(
  {
    coverage: Maybe('number', 'Share of clause tokens that were spoken, 0 to 1'),
    accuracy: Maybe('number', 'Share heard as written or as an accent variant, 0 to 1'),
    insertions: Type.Integer({ description: 'Extra syllables, without repeats and fillers' }),
    heard: Text('Free decode, never told the clause: toneless pinyin'),
    transcript: MaybeObject(Transcript),
    scores: Scores,
    critical_terms: Type.Array(Term),
    sentences: Type.Array(Sentence),
    tokens: Type.Array(Token),
    answer: MaybeObject(AnswerResult),
  },
  Strict,
);

export type ContentJson = Static<typeof Content>;
export type TokenJson = Static<typeof Token>;

const tokenJson = (token: TokenEvidence): TokenJson => ({
  ref: token.ref,
  op: token.op,
  rule: token.rule,
  pinyin_ref: token.pinyinRef,
  pinyin_heard: token.pinyinHeard,
  start_ms: token.startMs === null ? null : Math.round(token.startMs),
  end_ms: token.endMs === null ? null : Math.round(token.endMs),
  score: roundedOrNull(token.score),
  critical: token.critical,
});

const termJson = (term: TermEvidence): Static<typeof Term> => ({
  text: term.text,
  kind: term.kind,
  outcome: term.outcome,
  tokens: [...term.tokens],
  llr: roundedOrNull(term.llr),
  competitor: term.competitor,
  // A judgement that was stored before this was told has none.
  competitor_kind: term.competitorKind ?? null,
  tone: toneJson(term.tone),
});

const sentenceJson = (sentence: ContentEvidence['sentences'][number]): Static<typeof Sentence> => ({
  index: sentence.index,
  outcome: sentence.outcome,
  start_ms: sentence.startMs === null ? null : Math.round(sentence.startMs),
  end_ms: sentence.endMs === null ? null : Math.round(sentence.endMs),
});

const scoresJson = ({ scores, familiarity }: ContentEvidence): Static<typeof Scores> => ({
  mean_log_posterior: roundedOrNull(scores.meanLogPosterior),
  worst_pair_log_posterior: roundedOrNull(scores.worstPairLogPosterior),
  worst_margin: roundedOrNull(scores.worstMargin),
  edit_cost_per_token: roundedOrNull(scores.editCostPerToken),
  longest_insertion: scores.longestInsertion,
  longest_deletion: scores.longestDeletion,
  // Judgements stored before this was measured have neither.
  clarity: roundedOrNull(familiarity?.clarity ?? null),
  decoy_margin: roundedOrNull(familiarity?.decoyMargin ?? null),
});

export const contentJson = (content: ContentEvidence, recognition?: RecognitionEvidence): ContentJson => ({
  coverage: rounded(content.coverage),
  accuracy: rounded(content.accuracy),
  insertions: content.insertions,
  heard: content.heard,
  transcript: transcriptJson(recognition),
  scores: scoresJson(content),
  critical_terms: content.criticalTerms.map(termJson),
  sentences: content.sentences.map(sentenceJson),
  tokens: content.tokens.map(tokenJson),
  answer: content.answer ? answerJson(content.answer) : null,
});
