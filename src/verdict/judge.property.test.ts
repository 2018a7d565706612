import fc from 'fast-check';
import t from 'tap';
import { anyReading } from './any-reading.fixture.js';
import type { JudgeInput } from './gate.js';
import { HONEST, reading } from './honest-reading.fixture.js';
import { conclude, GATES, judge } from './judge.js';
import { shippedPolicies } from './policies.js';
import { compareSeverity } from './verdict.js';
import { acousticOpinion, decodeOpinion } from './witnesses.js';

const POLICY = shippedPolicies()[0]!;
const LIMITS = POLICY.thresholds;
const RUNS = { numRuns: 2000 };

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
