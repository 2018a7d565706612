import fc from 'fast-check';
import t from 'tap';
import { effectiveThresholds } from './effective-thresholds.js';
import type { ContentScores, SentenceEvidence, TermOutcome, TokenEvidence, TokenOp } from './evidence.js';
import type { JudgeInput } from './gate.js';
import { extra, HONEST, POLICY, reading, term, token } from './honest-reading.fixture.js';
import { conclude, GATES, judge } from './judge.js';
import { CASES } from './judge-cases.fixture.js';
import { shippedPolicies } from './policies.js';
import type { Policy, Thresholds } from './policy.js';
import { compareSeverity } from './verdict.js';
import { acousticOpinion, decodeOpinion } from './witnesses.js';

const LIMITS = POLICY.thresholds;
const RUNS = { numRuns: 2000 };

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
    familiarity: mostly(HONEST.content.familiarity, fc.record({ clarity: within(0, 6), decoyMargin: within(-6, 6) })),
  })
  .map((any) => ({
    checks: HONEST.checks.map((check) => (check.name === 'snr_db' ? { ...check, outcome: any.snr } : check)),
    content: {
      ...HONEST.content,
      tokens: any.tokens,
      criticalTerms: any.terms,
      sentences: [{ index: 0, outcome: any.sentenceOutcome, startMs: 0, endMs: 1 }],
      scores: any.scores,
      familiarity: any.familiarity,
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
const anyReading: fc.Arbitrary<JudgeInput> = fc.oneof(mixedReading, nearFail);

const raise = fc.double({ min: 0, max: 10, noNaN: true });

t.test('raising any score never worsens a verdict', async () => {
  fc.assert(
    fc.property(anyReading, raise, fc.nat(8), fc.nat(9), (input, by, which, at) => {
      const { content, speaker } = input;
      const { scores } = content;
      const better: readonly JudgeInput[] = [
        { meanLogPosterior: scores.meanLogPosterior + by },
        { worstPairLogPosterior: scores.worstPairLogPosterior + by },
        { worstMargin: scores.worstMargin === null ? null : scores.worstMargin + by },
        { editCostPerToken: scores.editCostPerToken - by },
        { longestInsertion: Math.max(0, scores.longestInsertion - Math.ceil(by)) },
        { longestDeletion: Math.max(0, scores.longestDeletion - Math.ceil(by)) },
      ].map((change) => ({ ...input, content: { ...content, scores: { ...scores, ...change } } }));
      const louder = content.tokens.map((it, index) =>
        index === at && it.score !== null ? { ...it, score: Math.min(1, it.score * Math.exp(by)) } : it,
      );
      const clearer = content.criticalTerms.map((it) => (it.llr === null ? it : { ...it, llr: it.llr + by }));
      const all: readonly JudgeInput[] = [
        ...better,
        { ...input, content: { ...content, tokens: louder } },
        { ...input, content: { ...content, criticalTerms: clearer } },
        { ...input, speaker: { ...speaker, score: (speaker.score ?? 0) + by } },
      ];
      return compareSeverity(judge(all[which]!, POLICY).verdict, judge(input, POLICY).verdict) <= 0;
    }),
    RUNS,
  );
});

t.test('hearing a token as written never worsens a verdict', async () => {
  fc.assert(
    fc.property(anyReading, fc.nat(9), (input, at) => {
      const tokens = input.content.tokens.map((it, index) =>
        index === at && (it.op === 'substitution' || it.op === 'deletion') ? { ...it, op: 'match' as const } : it,
      );
      const better = judge({ ...input, content: { ...input.content, tokens } }, POLICY);
      return compareSeverity(better.verdict, judge(input, POLICY).verdict) <= 0;
    }),
    RUNS,
  );
});

t.test('one more finding never improves a verdict', async () => {
  fc.assert(
    fc.property(anyReading, anyReading, (input, other) => {
      const found = Object.values(GATES).flatMap((gate) => gate(input, LIMITS));
      const before = conclude(found).verdict;
      return Object.values(GATES)
        .flatMap((gate) => gate(other, LIMITS))
        .every((more) => compareSeverity(conclude([...found, more]).verdict, before) >= 0);
    }),
    { numRuns: 500 },
  );
});

t.test('the samples hold enough of every verdict to mean something', async (t) => {
  const verdicts = fc.sample(anyReading, { numRuns: 3000, seed: 1 }).map((input) => judge(input, POLICY).verdict);
  for (const verdict of ['pass', 'review', 'fail']) t.ok(verdicts.filter((it) => it === verdict).length > 100, verdict);
});

t.test('reasons are given if and only if the verdict is not a pass', async () => {
  fc.assert(
    fc.property(anyReading, (input) => {
      const { verdict, reasons } = judge(input, POLICY);
      return (verdict === 'pass') === (reasons.length === 0);
    }),
    RUNS,
  );
});

t.test('a pass has both witnesses, every term, a whole good recording, the voice and a validated accent', async () => {
  fc.assert(
    fc.property(anyReading, (input) => {
      if (judge(input, POLICY).verdict !== 'pass') return true;
      const { content, speaker, dialect, recording, checks } = input;
      return (
        acousticOpinion(content.scores, LIMITS) === 'supports' &&
        decodeOpinion(content.scores, LIMITS) === 'supports' &&
        content.criticalTerms.every(({ outcome }) => outcome === 'said') &&
        content.sentences.every(({ outcome }) => outcome === 'read' || outcome === 'reread') &&
        checks.every(({ outcome }) => outcome === 'pass') &&
        ['ACCEPT', 'NOT_REQUESTED'].includes(speaker.decision) &&
        dialect.support === 'validated' &&
        !recording.truncated
      );
    }),
    RUNS,
  );
});

/** Thresholds of which a higher value asks more of a pass; of the others a lower one does. */
const STRICTER_ABOVE: readonly (keyof Thresholds)[] = ['worstPairPass', 'worstTokenPass', 'meanPass'];
const STRICTER_BELOW: readonly (keyof Thresholds)[] = ['editPass', 'deletionRunPass', 'insertionRunPass'];

const tightening = fc.record({
  layer: fc.constantFrom('base', 'kind', 'profile'),
  raised: fc.subarray([...STRICTER_ABOVE]),
  lowered: fc.subarray([...STRICTER_BELOW]),
  by: within(0, 2),
});

type Tightening = typeof tightening extends fc.Arbitrary<infer T> ? T : never;

const tightened = (limits: Thresholds, { raised, lowered, by }: Tightening) => ({
  ...Object.fromEntries(raised.map((name) => [name, Math.min(0, limits[name] + by)])),
  ...Object.fromEntries(lowered.map((name) => [name, Math.max(0, limits[name] - by)])),
});

t.test('tightening a pass in any layer of a policy never makes one', async () => {
  fc.assert(
    fc.property(anyReading, tightening, (input, change) => {
      const part = tightened(LIMITS, change);
      const policy: Policy = {
        ...POLICY,
        thresholds: change.layer === 'base' ? { ...LIMITS, ...part } : LIMITS,
        kinds: change.layer === 'kind' ? { reading: part } : {},
        profiles: { mandarin: { support: 'validated', thresholds: change.layer === 'profile' ? part : {} } },
      };
      const thresholds = effectiveThresholds(policy, 'reading', 'mandarin');
      const strict = judge(input, { thresholds }).verdict;
      return strict !== 'pass' || judge(input, POLICY).verdict === 'pass';
    }),
    RUNS,
  );
});

t.test(
  'the elder policy passes no text that the default one does not, and asks the same of critical terms',
  async (t) => {
    const [standard, elder] = shippedPolicies() as readonly [Policy, Policy];
    t.same([standard.id, elder.id], ['default', 'elder']);
    for (const name of ['termSaid', 'termContradicted', 'worstTokenPass'] as const) {
      t.equal(elder.thresholds[name], standard.thresholds[name], name);
    }
    for (const name of STRICTER_ABOVE) t.ok(elder.thresholds[name] >= standard.thresholds[name], name);
    for (const name of STRICTER_BELOW) t.ok(elder.thresholds[name] <= standard.thresholds[name], name);
    fc.assert(
      fc.property(
        anyReading,
        (input) => judge(input, elder).verdict !== 'pass' || judge(input, standard).verdict === 'pass',
      ),
      RUNS,
    );
  },
);

/** Paths of all numbers in a value. */
const numberPaths = (
  value: unknown,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] => {
  if (typeof value === 'number') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numberPaths(inner, [...path, key]));
};
const replaceAt = (value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown => {
  if (key === undefined) return by;
  const record = value as Readonly<Record<string | number, unknown>>;
  const copy: Record<string | number, unknown> = Array.isArray(value) ? ([...value] as never) : { ...record };
  copy[key] = replaceAt(record[key], rest, by);
  return copy;
};
/** Numbers that say where something is rather than how well it was measured. */
const PLACES = new Set(['startMs', 'endMs', 'start', 'end', 'index', 'tokens', 'qualifiedRange', 'thresholds']);
const isMeasurement = (path: readonly (string | number)[]): boolean =>
  !PLACES.has(String(path.at(-1))) && !PLACES.has(String(path.at(-2)));

t.test('no measurement may be NaN or absent in a pass', async (t) => {
  const paths = numberPaths(reading()).filter(isMeasurement);
  t.ok(paths.length > 20);
  for (const path of paths) {
    for (const broken of [Number.NaN, undefined]) {
      const input = replaceAt(HONEST, path, broken) as JudgeInput;
      t.equal(judge(input, POLICY).verdict, 'review', `${path.join('.')} ${broken}`);
    }
  }
});

t.test('NaN for every measurement at once is a review, never a fail', async (t) => {
  const input = numberPaths(HONEST)
    .filter(isMeasurement)
    .reduce<unknown>((value, path) => replaceAt(value, path, Number.NaN), HONEST) as JudgeInput;
  t.equal(judge(input, POLICY).verdict, 'review');
});
