import fc from 'fast-check';
import type { ContentScores, SentenceEvidence, TermOutcome, TokenEvidence, TokenOp } from './evidence.js';
import type { JudgeInput } from './gate.js';
import { extra, HONEST, term, token } from './honest-reading.fixture.js';
import { CASES } from './judge-cases.fixture.js';

/** Mostly what an honest reading has, so that passes, and fails for one cause, are frequent. */
const mostly = <T>(honest: T, other: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(honest) }, { weight: 1, arbitrary: other });

const within = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const goodToken = fc
  .record({ op: fc.constantFrom<TokenOp>('match', 'match', 'accent_variant', 'substitution'), log: within(-1.5, 0) })
  .map(({ op, log }) => token('本', { op, score: Math.exp(log) }));
const badToken = fc
  .record({ op: fc.constantFrom<TokenOp>('substitution', 'deletion', 'unsure'), log: within(-20, 0) })
  .map(({ op, log }) => token('不', { op, score: Math.exp(log) }));
const extraToken = fc.constantFrom('insertion' as const, 'repeat' as const, 'filler' as const).map(extra);

const tokens: fc.Arbitrary<readonly TokenEvidence[]> = fc
  .tuple(
    fc.array(goodToken, { minLength: 1, maxLength: 4 }),
    mostly<readonly TokenEvidence[]>([], fc.array(badToken, { maxLength: 5 })),
    mostly<readonly TokenEvidence[]>([], fc.array(extraToken, { maxLength: 3 })),
    fc.array(goodToken, { maxLength: 3 }),
  )
  .map((parts) => parts.flat());

const goodScores: fc.Arbitrary<ContentScores> = fc.record({
  meanLogPosterior: mostly(-0.1, within(-9, 0)),
  worstPairLogPosterior: mostly(-0.4, within(-12, 0)),
  worstMargin: mostly<number | null>(3, fc.oneof(fc.constant(null), within(-12, 12))),
  editCostPerToken: mostly(0.05, within(0, 1.2)),
  longestInsertion: mostly(0, fc.nat(8)),
  longestDeletion: mostly(0, fc.nat(8)),
});
/** Of a reading that is wrong somewhere or everywhere: the figures fall together. */
const badScores: fc.Arbitrary<ContentScores> = fc.record({
  meanLogPosterior: within(-9, 0),
  worstPairLogPosterior: within(-12, -4),
  worstMargin: within(-12, 2),
  editCostPerToken: within(0, 1.2),
  longestInsertion: fc.nat(3),
  longestDeletion: fc.nat(8),
});
const scores = fc.oneof({ weight: 2, arbitrary: goodScores }, { weight: 1, arbitrary: badScores });

const saidTerm = fc.record({
  outcome: mostly<TermOutcome>('said', fc.constant('unsure')),
  llr: mostly<number | null>(4, fc.oneof(fc.constant(null), within(-12, 12))),
  place: fc.nat(3),
});
const lostTerm = fc.record({
  outcome: fc.constantFrom<TermOutcome>('missing', 'contradicted'),
  llr: within(-12, 2),
  place: fc.nat(3),
});
const terms = fc
  .oneof({ weight: 4, arbitrary: saidTerm }, { weight: 1, arbitrary: lostTerm })
  .map(({ outcome, llr, place }) => term({ outcome, llr, tokens: [place, place + 1] }));

const sentenceOutcome = mostly<SentenceEvidence['outcome']>('read', fc.constantFrom('reread', 'unsure', 'missing'));

const speaker = fc.record({
  decision: mostly<JudgeInput['speaker']['decision']>('ACCEPT', fc.constantFrom('NOT_REQUESTED', 'UNSURE', 'REJECT')),
  score: mostly<number | null>(0.9, within(-1, 1)),
});

/** Evidence whose parts need not agree. */
const mixedReading: fc.Arbitrary<JudgeInput> = fc
  .record({
    tokens,
    scores,
    terms: fc.array(terms, { maxLength: 2 }),
    sentenceOutcome,
    speaker,
    snr: mostly<'pass' | 'review' | 'fail'>('pass', fc.constantFrom('review', 'fail')),
    truncated: mostly(false, fc.constant(true)),
    support: mostly<'validated' | 'review_only'>('validated', fc.constant('review_only')),
  })
  .map((any) => ({
    checks: HONEST.checks.map((check) => (check.name === 'snr_db' ? { ...check, outcome: any.snr } : check)),
    content: {
      ...HONEST.content,
      tokens: any.tokens,
      criticalTerms: any.terms,
      sentences: [{ index: 0, outcome: any.sentenceOutcome, startMs: 0, endMs: 1 }],
      scores: any.scores,
    },
    speaker: { ...HONEST.speaker, ...any.speaker },
    dialect: { support: any.support },
    recording: { truncated: any.truncated },
  }));

const jitter = fc.record({ nats: within(-3, 3), cost: within(-0.3, 0.3), run: fc.integer({ min: -2, max: 2 }) });

/** A failed reading moved a little: around the edges of strong evidence. */
const nearFail: fc.Arbitrary<JudgeInput> = fc
  .tuple(fc.constantFrom(...CASES.filter(({ verdict }) => verdict === 'fail').map(({ input }) => input)), jitter)
  .map(([input, { nats, cost, run }]) => {
    const { content, speaker } = input;
    const { scores: figures } = content;
    const moved = (log: number) => Math.min(0, log + nats);
    return {
      ...input,
      speaker: { ...speaker, score: speaker.score === null ? null : speaker.score + cost },
      content: {
        ...content,
        tokens: content.tokens.map((it) =>
          it.score === null ? it : { ...it, score: Math.min(1, it.score * Math.exp(nats)) },
        ),
        criticalTerms: content.criticalTerms.map((it) => ({ ...it, llr: (it.llr ?? 0) + nats })),
        scores: {
          ...figures,
          meanLogPosterior: moved(figures.meanLogPosterior),
          worstPairLogPosterior: moved(figures.worstPairLogPosterior),
          editCostPerToken: Math.max(0, figures.editCostPerToken + cost),
          longestDeletion: Math.max(0, figures.longestDeletion + run),
        },
      },
    };
  });

/** Evidence of any quality, coherent or not. */
export const anyReading: fc.Arbitrary<JudgeInput> = fc.oneof(mixedReading, nearFail);
