import t from 'tap';
import { chainOf, reversedChain } from './chain.js';
import { compileGraph } from './clause-graph.js';
import { chain, token } from './small-clause.fixture.js';

const PRICES = { skip: 12, skipOptional: 1, star: 9, accent: 5 };

t.test('a clause read from its end has its tokens, phones and clashes in reverse order', async (t) => {
  const graph = compileGraph(chain(token([1, 2], [3]), token([2, 3])), PRICES);
  const reversed = reversedChain(graph, chainOf(graph));
  t.same([...reversed.pronStart], [0, 1, 3]);
  t.same([...reversed.pronFirst], [3, 3, 2]);
  t.same([...reversed.pronSecond], [2, -1, 1]);
  t.same([...reversed.pronLast], [2, 3, 1]);
  t.same([...reversed.clashesIn], [0, 0, 1]);
  t.same([...reversed.clashes], [0, 1]);
});

t.test('weights are probabilities', async (t) => {
  const { skip, star, pronFactor, clashes } = chainOf(compileGraph(chain(token([1, 2]), token([2, 3])), PRICES));
  t.same([...skip], [Math.exp(-12), Math.exp(-12)]);
  t.equal(star, Math.exp(-9));
  t.same([...pronFactor], [1, 1]);
  t.same([...clashes], [0, 1]);
});

t.test('alternatives are refused', async (t) => {
  const lattice = [[[token([1])], [token([2]), token([3])]]];
  t.throws(() => chainOf(compileGraph(lattice, PRICES)), RangeError);
});
