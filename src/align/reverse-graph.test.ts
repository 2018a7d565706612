import fc from 'fast-check';
import t from 'tap';
import { compileGraph } from './clause-graph.js';
import { reverseGraph } from './reverse-graph.js';
import { chain, someChain, token } from './small-clause.fixture.js';

const PRICES = { skip: 12, skipOptional: 1, star: 9, accent: 5 };

t.test('a clause read from its end has its tokens, phones and boundaries in reverse order', async (t) => {
  const reversed = reverseGraph(compileGraph(chain(token([1, 2], [3]), token([2, 3])), PRICES));
  t.same([...reversed.tokenFrom], [0, 1]);
  t.same([...reversed.tokenTo], [1, 2]);
  t.same([...reversed.pronStart], [0, 1, 3]);
  t.same([...reversed.pronFirst], [3, 3, 2]);
  t.same([...reversed.pronSecond], [2, -1, 1]);
  t.same([...reversed.clashesIn], [0, 0, 1]);
  t.same([...reversed.into], [0, 1]);
});

t.test('read from its end twice it is as it was', async (t) => {
  fc.assert(
    fc.property(someChain, (rows) => {
      const graph = compileGraph(rows, PRICES);
      t.same(reverseGraph(reverseGraph(graph)), graph);
    }),
    { seed: 63, numRuns: 100 },
  );
});
