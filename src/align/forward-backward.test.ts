import fc from 'fast-check';
import t from 'tap';
import { runBackward } from './backward.js';
import { compileGraph } from './clause-graph.js';
import type { ClauseLattice } from './clause-token.js';
import { type Emissions, emissionsOf } from './emissions.js';
import { runForward } from './forward.js';
import { LOG_ZERO, logAdd } from './log-math.js';
import { chain, LABELS, someChain, someEmissions, someToken, token } from './small-clause.fixture.js';
import { scoreTokens } from './token-scores.js';

const FREE = 200;

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
    fc.property(someChain, someEmissions(1, 6), (rows, frames) =>
      close(runForward(compileGraph(rows, strict), frames).total, bruteForce(rows, frames)),
    ),
    { seed: 15, numRuns: 150 },
  );
});

t.test('forward and backward agree, with skips and stars', async () => {
  fc.assert(
    fc.property(
      someChain,
      someEmissions(1, 12),
      fc.double({ min: 0, max: 8, noNaN: true }),
      fc.double({ min: 0, max: 8, noNaN: true }),
      (rows, frames, skip, star) => {
        const graph = compileGraph(rows, { skip, skipOptional: 0, star, accent: 5 });
        return close(runForward(graph, frames).total, runBackward(graph, frames).total);
      },
    ),
    { seed: 15, numRuns: 300 },
  );
});

t.test('token posteriors lie in [0, 1] when nothing but the clause may be said', async () => {
  fc.assert(
    fc.property(someChain, someEmissions(6, 12), (rows, frames) => {
      const graph = compileGraph(rows, strict);
      const scores = scoreTokens(runForward(graph, frames), runBackward(graph, frames));
      return scores.every(({ logPosterior }) => logPosterior <= 1e-5);
    }),
    { seed: 15, numRuns: 200 },
  );
});

t.test('taking probability away from a phone that only one token has never raises that token', async () => {
  fc.assert(
    fc.property(someEmissions(5, 12), fc.double({ min: 0, max: 5, noNaN: true }), (frames, loss) => {
      const rows = chain(token([1]), token([2]), token([3]));
      const graph = compileGraph(rows, strict);
      const score = (e: Emissions) => scoreTokens(runForward(graph, e), runBackward(graph, e))[1]!.logPosterior;
      const muted = Float64Array.from(frames.log, (value, i) => (i % LABELS === 2 ? value - loss : value));
      return score({ ...frames, log: muted }) <= score(frames) + 1e-5;
    }),
    { seed: 15, numRuns: 200 },
  );
});

const prices = fc
  .tuple(...new Array<fc.Arbitrary<number>>(4).fill(fc.double({ min: 0, max: 8, noNaN: true })))
  .map(([skip, skipOptional, star, accent]) => ({
    skip: skip!,
    skipOptional: skipOptional!,
    star: star!,
    accent: accent!,
  }));
/** Up to six tokens in a row, some of them optional. */
const someRow = fc
  .array(
    fc.tuple(someToken, fc.boolean()).map(([one, optional]) => ({ ...one, optional })),
    { maxLength: 6 },
  )
  .map((tokens) => chain(...tokens));
const total = (...input: Parameters<typeof compileGraph>) => ({
  on: (frames: Parameters<typeof runForward>[1]) => runForward(compileGraph(...input), frames).total,
});

t.test('forward and backward agree, with optional tokens and without any, even on no frames', async () => {
  fc.assert(
    fc.property(someRow, someEmissions(0, 10), prices, (rows, frames, some) => {
      const graph = compileGraph(rows, some);
      const { total: forward } = runForward(graph, frames);
      return forward > LOG_ZERO / 2 && close(forward, runBackward(graph, frames).total);
    }),
    { seed: 16, numRuns: 300 },
  );
});

t.test('another legal pronunciation never makes a clause less likely', async () => {
  fc.assert(
    fc.property(someChain, someEmissions(1, 8), prices, fc.nat(), (rows, frames, some, pick) => {
      const at = pick % rows.length;
      const poorer = rows.map(([tokens], i) =>
        i === at ? [tokens!.map((one) => ({ ...one, pronunciations: one.pronunciations.slice(0, 1) }))] : [tokens!],
      );
      return total(poorer, some).on(frames) <= total(rows, some).on(frames) + 1e-6;
    }),
    { seed: 17, numRuns: 200 },
  );
});

t.test('a lower price never makes a clause less likely', async () => {
  const name = fc.constantFrom('skip', 'skipOptional', 'star', 'accent' as const);
  fc.assert(
    fc.property(someRow, someEmissions(1, 8), prices, name, (rows, frames, some, which) => {
      const cheaper = { ...some, [which]: some[which] / 2 };
      return total(rows, cheaper).on(frames) >= total(rows, some).on(frames) - 1e-6;
    }),
    { seed: 18, numRuns: 200 },
  );
});

t.test(
  'a recording without frames supports no token, and one that is not a number never ends in an error',
  async (t) => {
    const graph = compileGraph(chain(token([1, 2]), token([3])), { skip: 9, skipOptional: 0, star: 9, accent: 5 });
    const score = (log: Float64Array, frames: number) => {
      const emissions = emissionsOf(log, frames, LABELS, 20);
      return scoreTokens(runForward(graph, emissions), runBackward(graph, emissions));
    };
    t.ok(score(new Float64Array(0), 0).every(({ logPosterior }) => logPosterior === LOG_ZERO));
    t.ok(
      score(new Float64Array(4 * LABELS).fill(Number.NaN), 4).every(({ logPosterior }) => Number.isNaN(logPosterior)),
    );
  },
);
