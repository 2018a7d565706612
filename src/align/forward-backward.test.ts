import fc from 'fast-check';
import t from 'tap';
import type { Syllable } from '../text/syllable.js';
import { runBackward } from './backward.js';
import { compileGraph } from './clause-graph.js';
import type { ClauseLattice, ClauseToken } from './clause-token.js';
import type { Emissions } from './emissions.js';
import { runForward } from './forward.js';
import { LOG_ZERO, logAdd } from './log-math.js';
import { scoreTokens } from './token-scores.js';
import { bestPath } from './viterbi.js';

const LABELS = 4;
const SYLLABLE: Syllable = { initial: '', final: 'a', tone: 1 };
const FREE = 200;

const token = (...pronunciations: readonly (readonly number[])[]): ClauseToken => ({
  character: '字',
  pronunciations: pronunciations.map((phones) => ({
    phones,
    cost: 0,
    rule: null,
    syllable: SYLLABLE,
    character: '字',
  })),
  critical: false,
  optional: false,
  source: { start: 0, end: 1 },
  sentence: 0,
});

const chain = (...tokens: readonly ClauseToken[]): ClauseLattice => tokens.map((one) => [[one]]);

/** Rows whose probabilities sum to one. */
const normaliseRows = (raw: readonly number[]): Float64Array =>
  Float64Array.from(raw, (value, i) => {
    const row = raw.slice(i - (i % LABELS), i - (i % LABELS) + LABELS);
    return value - Math.log(row.reduce((sum, other) => sum + Math.exp(other), 0));
  });

const phones = fc
  .array(fc.integer({ min: 1, max: LABELS - 1 }), { minLength: 1, maxLength: 2 })
  .filter(([a, b]) => a !== b);
const lattice = fc
  .array(fc.uniqueArray(phones, { minLength: 1, maxLength: 2, selector: (p) => p.join() }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((rows) => chain(...rows.map((row) => token(...row))));
const emissions = (minFrames: number, maxFrames: number): fc.Arbitrary<Emissions> =>
  fc
    .integer({ min: minFrames, max: maxFrames })
    .chain((frames) =>
      fc.array(fc.double({ min: -6, max: 0, noNaN: true }), { minLength: frames * LABELS, maxLength: frames * LABELS }),
    )
    .map((raw) => ({ log: normaliseRows(raw), frames: raw.length / LABELS, labels: LABELS, frameMs: 20 }));

const collapse = (path: readonly number[]): string =>
  path.filter((label, i) => label !== 0 && label !== path[i - 1]).join();

/** Every way to say the lattice as a label string. */
const sayings = (rows: ClauseLattice): string[] =>
  rows.reduce<string[]>(
    (heads, [alternative]) =>
      heads.flatMap((head) =>
        alternative![0]!.pronunciations.map((p) => (head === '' ? p.phones.join() : `${head},${p.phones.join()}`)),
      ),
    [''],
  );

/** Sum over all frame label paths that collapse to one of the sayings (each distinct way of splitting counts). */
const bruteForce = (rows: ClauseLattice, { log, frames }: Emissions): number => {
  const wanted = sayings(rows);
  let sum = LOG_ZERO;
  for (let code = 0; code < LABELS ** frames; code++) {
    const path = Array.from({ length: frames }, (_, i) => Math.floor(code / LABELS ** i) % LABELS);
    const count = wanted.filter((saying) => saying === collapse(path)).length;
    const score = path.reduce((total, label, i) => total + log[i * LABELS + label]!, 0);
    for (let i = 0; i < count; i++) sum = logAdd(sum, score);
  }
  return sum;
};

const strict = { skip: FREE, skipOptional: FREE, star: FREE, accent: 5 };
const close = (a: number, b: number): boolean =>
  Math.abs(a - b) < 1e-5 * Math.max(1, Math.abs(a)) || (a < -150 && b < -150);

t.test('the forward total is the sum over all label paths that collapse to the clause', async () => {
  fc.assert(
    fc.property(lattice, emissions(1, 6), (rows, frames) =>
      close(runForward(compileGraph(rows, strict), frames).total, bruteForce(rows, frames)),
    ),
    { numRuns: 150 },
  );
});

t.test('forward and backward agree, with skips and stars', async () => {
  fc.assert(
    fc.property(
      lattice,
      emissions(1, 12),
      fc.double({ min: 0, max: 8, noNaN: true }),
      fc.double({ min: 0, max: 8, noNaN: true }),
      (rows, frames, skip, star) => {
        const graph = compileGraph(rows, { skip, skipOptional: 0, star, accent: 5 });
        return close(runForward(graph, frames).total, runBackward(graph, frames).total);
      },
    ),
    { numRuns: 300 },
  );
});

t.test('token posteriors lie in [0, 1] when nothing but the clause may be said', async () => {
  fc.assert(
    fc.property(lattice, emissions(6, 12), (rows, frames) => {
      const graph = compileGraph(rows, strict);
      const scores = scoreTokens(graph, runForward(graph, frames), runBackward(graph, frames), frames.frames);
      return scores.every(({ logPosterior }) => logPosterior <= 1e-5);
    }),
    { numRuns: 200 },
  );
});

t.test('taking probability away from a phone that only one token has never raises that token', async () => {
  fc.assert(
    fc.property(emissions(5, 12), fc.double({ min: 0, max: 5, noNaN: true }), (frames, loss) => {
      const rows = chain(token([1]), token([2]), token([3]));
      const graph = compileGraph(rows, strict);
      const score = (e: Emissions) =>
        scoreTokens(graph, runForward(graph, e), runBackward(graph, e), e.frames)[1]!.logPosterior;
      const muted = Float64Array.from(frames.log, (value, i) => (i % LABELS === 2 ? value - loss : value));
      return score({ ...frames, log: muted }) <= score(frames) + 1e-5;
    }),
    { numRuns: 200 },
  );
});

const spokenPath = (labels: readonly number[]): Emissions => {
  const log = new Float64Array(labels.length * LABELS).fill(Math.log(0.01));
  labels.forEach((label, frame) => {
    log[frame * LABELS + label] = Math.log(0.97);
  });
  return { log, frames: labels.length, labels: LABELS, frameMs: 20 };
};

t.test('the best path finds spoken tokens, a skipped token and extra speech', async (t) => {
  const rows = chain(token([1, 2]), token([3]), token([2, 1]));
  const graph = compileGraph(rows, { skip: 3, skipOptional: 0, star: 8, accent: 5 });
  t.same(bestPath(graph, spokenPath([0, 1, 2, 0, 3, 0, 2, 1, 0])), [
    { kind: 'spoken', token: 0, pronunciation: 0, start: 1, end: 3 },
    { kind: 'spoken', token: 1, pronunciation: 0, start: 4, end: 5 },
    { kind: 'spoken', token: 2, pronunciation: 0, start: 6, end: 8 },
  ]);
  t.same(
    bestPath(graph, spokenPath([0, 1, 2, 0, 0, 2, 1, 0])).map((step) => step.kind),
    ['spoken', 'skipped', 'spoken'],
  );
  t.same(
    bestPath(graph, spokenPath([1, 2, 0, 3, 0, 1, 0, 3, 0, 3, 1, 2, 0, 2, 1])).map((step) => step.kind),
    ['spoken', 'spoken', 'star', 'spoken'],
  );
});

t.test('one sound is not heard as two equal neighbours', async (t) => {
  const graph = compileGraph(chain(token([1]), token([1])), { skip: 2, skipOptional: 0, star: 8, accent: 5 });
  t.same(bestPath(graph, spokenPath([0, 1, 1, 1, 0])).filter((step) => step.kind === 'spoken').length, 1);
  t.same(bestPath(graph, spokenPath([0, 1, 0, 1, 0])).filter((step) => step.kind === 'spoken').length, 2);
});

t.test('the best path prefers the alternative that was read', async (t) => {
  const long = [token([1]), token([2]), token([3])];
  const short = [token([3])];
  const graph = compileGraph([[[token([2])]], [long, short], [[token([1])]]], {
    skip: 8,
    skipOptional: 0,
    star: 8,
    accent: 5,
  });
  const chosen = bestPath(graph, spokenPath([2, 0, 3, 0, 1, 0]));
  t.same(
    chosen.map((step) => (step.kind === 'spoken' ? graph.tokenAlternative[step.token] : step.kind)),
    [0, 1, 0],
  );
});
