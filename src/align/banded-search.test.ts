import fc from 'fast-check';
import t from 'tap';
import { runBackward } from './backward.js';
import { type Band, bandOfTimes } from './band.js';
import { compileGraph } from './clause-graph.js';
import { runForward } from './forward.js';
import { someChain, someEmissions } from './small-clause.fixture.js';
import { scoreTokens } from './token-scores.js';
import { bestPath, type PathStep } from './viterbi.js';

const PRICES = { skip: 6, skipOptional: 0, star: 6, accent: 5 };
const close = (a: number, b: number): boolean => Math.abs(a - b) < 1e-5 * Math.max(1, Math.abs(a));

/** Any band over so many nodes and frames. */
const someBand = (nodes: number, frames: number): fc.Arbitrary<Band> => {
  const rising = fc
    .array(fc.nat(frames), { minLength: nodes, maxLength: nodes })
    .map((them) => Int32Array.from(them).sort());
  return fc.tuple(rising, rising).map(([a, b]) =>
    bandOfTimes(
      a.map((time, v) => Math.min(time, b[v]!)),
      b.map((time, v) => Math.max(time, a[v]!)),
      frames,
    ),
  );
};
const search = fc.tuple(someChain, someEmissions(0, 14)).chain(([rows, emissions]) =>
  someBand(rows.length + 1, emissions.frames).map((band) => ({
    graph: compileGraph(rows, PRICES),
    emissions,
    band,
  })),
);

t.test('inside any band forward and backward find the same, never more than a search of everything', async () => {
  fc.assert(
    fc.property(search, ({ graph, emissions, band }) => {
      const banded = runForward(graph, emissions, band).total;
      return (
        close(banded, runBackward(graph, emissions, band).total) &&
        banded <= runForward(graph, emissions).total + 1e-5 &&
        Number.isFinite(banded)
      );
    }),
    { seed: 64, numRuns: 500 },
  );
});

const visits = (path: readonly PathStep[], { low, high }: Band): boolean =>
  path.every((step) => step.kind !== 'spoken' || (low[step.start]! <= step.token && step.token + 1 <= high[step.end]!));

t.test('the best path stays inside its band', async () => {
  fc.assert(
    fc.property(search, ({ graph, emissions, band }) => {
      const path = bestPath(graph, emissions, band);
      const tokens = path.flatMap((step) => (step.kind === 'star' ? [] : [step.token]));
      return visits(path, band) && tokens.join() === [...graph.tokens.keys()].join();
    }),
    { seed: 65, numRuns: 500 },
  );
});

t.test('a band that holds everything changes nothing, to the last bit', async (t) => {
  fc.assert(
    fc.property(someChain, someEmissions(1, 12), (rows, emissions) => {
      const graph = compileGraph(rows, PRICES);
      const all = new Int32Array(graph.nodes);
      const band = bandOfTimes(
        all,
        all.map(() => emissions.frames),
        emissions.frames,
      );
      const scores = (some?: Band) =>
        scoreTokens(runForward(graph, emissions, some), runBackward(graph, emissions, some));
      t.same(scores(band), scores());
      t.same(bestPath(graph, emissions, band), bestPath(graph, emissions));
    }),
    { seed: 67, numRuns: 60 },
  );
});
