import fc from 'fast-check';
import t from 'tap';
import { compileChain } from './chain-graph.js';
import { compileGraph } from './clause-graph.js';
import { chain, someToken } from './small-clause.fixture.js';

const PRICES = { skip: 12, skipOptional: 1, star: 9, accent: 5 };

t.test('tokens in a row give the graph that a lattice without alternatives gives', async (t) => {
  const tokens = fc.array(
    fc.tuple(someToken, fc.boolean()).map(([one, optional]) => ({ ...one, optional })),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(tokens, (them) => {
      t.same(compileChain(them, PRICES), compileGraph(chain(...them), PRICES));
    }),
    { seed: 62, numRuns: 100 },
  );
});
