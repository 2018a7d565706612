import t from 'tap';
import { type Band, bandCells } from './band.js';
import { type ClauseGraph, compileGraph } from './clause-graph.js';
import { PRICES } from './clause-score.js';
import { affordable, findPath, MOST_CELLS, preferredReading, unitPlaces } from './clause-search.js';
import type { ClauseLattice } from './clause-token.js';
import type { Guide } from './guide.js';
import { clauseToken } from './synthetic-speech.fixture.js';
import type { PathStep } from './viterbi.js';

const FRAME_MS = 20;
const word = (way: string) => clauseToken(way, way);
const longLattice = (count: number): ClauseLattice => [Array.from({ length: 1 }, () => Array(count).fill(word('ba1')))];

/** Boundary k between these frames. */
const guide = (count: number, first: (k: number) => number, last: (k: number) => number): Guide => ({
  first: Int32Array.from({ length: count + 1 }, (_, k) => first(k)),
  last: Int32Array.from({ length: count + 1 }, (_, k) => last(k)),
});
const searchOf = (lattice: ClauseLattice, frames: number, guideOf: (repeats: boolean) => Guide) => ({
  units: unitPlaces(lattice),
  frames,
  frameMs: FRAME_MS,
  guideOf,
});
const widthAt = ({ low, high }: Band, t: number): number => high[t]! - low[t]! + 1;

t.test('units lie where their preferred reading lies', async (t) => {
  const lattice = [[[word('ba1'), word('bu4')]], [[word('er4')], [word('liang3'), word('ge4')]], [[]], [[word('de5')]]];
  t.same(
    preferredReading(lattice).map(({ character }) => character),
    ['ba1', 'bu4', 'er4', 'de5'],
  );
  t.same([...unitPlaces(lattice).from], [0, 2, 3, 3]);
  t.same([...unitPlaces(lattice).to], [2, 3, 3, 4]);
});

t.test('a reading of another length than the preferred one is open all along its unit', async (t) => {
  const lattice = [[[word('er4')], [word('liang3'), word('ge4')]], [[word('de5')]]];
  const graph = compileGraph(lattice, PRICES);
  const search = searchOf(lattice, 4_000, () =>
    guide(
      2,
      (k) => k * 1_500,
      (k) => k * 1_500 + 10,
    ),
  );
  const { low, high } = affordable(graph, search, 1_000);
  const open = (node: number) => low.findIndex((from, t) => from <= node && node <= high[t]!);
  t.equal(open(1), 0, 'between 两 and 个: from the beginning of the number');
  t.equal(open(3), 2_950, 'the end: a second before it');
});

t.test('what is too much is narrowed, and then earlier readings are left out', async (t) => {
  const [count, frames] = [3_000, 30_000];
  const lattice = longLattice(count);
  const graph = compileGraph(lattice, PRICES);
  const onPath = guide(
    count,
    (k) => k * 10,
    (k) => k * 10,
  );
  const everywhere = guide(
    count,
    () => 0,
    () => frames,
  );
  const few = affordable(
    graph,
    searchOf(lattice, frames, () => onPath),
    4_000,
  );
  t.ok(widthAt(few, 15_000) >= 40 && bandCells(few) <= MOST_CELLS);
  const narrowed = affordable(
    graph,
    searchOf(lattice, frames, () => onPath),
    60_000,
  );
  t.ok(bandCells(narrowed) <= MOST_CELLS && bandCells(narrowed) > bandCells(few));
  const last = affordable(
    graph,
    searchOf(lattice, frames, (repeats) => (repeats ? everywhere : onPath)),
    4_000,
  );
  t.equal(bandCells(last), bandCells(few));
  const none = affordable(
    graph,
    searchOf(lattice, frames, () => everywhere),
    4_000,
  );
  t.equal(bandCells(none), (count + 1) * (frames + 1), 'a guide that knows nothing is followed all the same');
});

/** A path on which token k is spoken from frame k * 10 + shift on, or skipped. */
const pathOf = (graph: ClauseGraph, shift: number, skipped: (k: number) => boolean): readonly PathStep[] =>
  graph.tokens.map((_, token) =>
    skipped(token)
      ? { kind: 'skipped', token, at: token * 10 }
      : { kind: 'spoken', token, pronunciation: 0, start: token * 10 + shift, end: token * 10 + shift + 5 },
  );

t.test('the corridor is made wider when the path comes to its edge or leaves out much', async (t) => {
  const count = 400;
  const lattice = longLattice(count);
  const graph = compileGraph(lattice, PRICES);
  const search = searchOf(lattice, 5_000, () =>
    guide(
      count,
      (k) => k * 10,
      (k) => k * 10,
    ),
  );
  const searched = (path: readonly PathStep[]): readonly number[] => {
    const bands: number[] = [];
    const found = findPath(graph, search, (_, band) => {
      bands.push(bandCells(band));
      return path;
    });
    t.equal(bandCells(found.bandOf(graph)), bands.at(-1));
    return bands;
  };
  t.equal(searched(pathOf(graph, 0, () => false)).length, 1);
  for (const path of [
    pathOf(graph, 190, () => false),
    pathOf(graph, -190, () => false),
    pathOf(graph, 0, (k) => k > 350),
  ]) {
    const [narrow, wide] = searched(path);
    t.ok(wide! > 2 * narrow!);
  }
});

t.test('a short clause is searched whole, and nobody asks where it was heard', async (t) => {
  const lattice = longLattice(100);
  const graph = compileGraph(lattice, PRICES);
  const search = searchOf(lattice, 1_000, () => {
    throw new Error('asked');
  });
  const { bandOf } = findPath(graph, search, () => []);
  t.equal(bandCells(bandOf(graph)), 101 * 1_001);
});
