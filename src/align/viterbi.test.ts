import fc from 'fast-check';
import t from 'tap';
import { type ClauseGraph, compileGraph } from './clause-graph.js';
import { PRICES } from './clause-score.js';
import { type Emissions, temper } from './emissions.js';
import { LOG_ZERO } from './log-math.js';
import { latticeTotal } from './log-pass.fixture.js';
import { chain, clearly, someEmissions, someLattice, token } from './small-clause.fixture.js';
import { clauseToken, speakPhones } from './synthetic-speech.fixture.js';
import { bestPath, type PathStep } from './viterbi.js';

t.test('the best path finds spoken tokens, a skipped token and extra speech', async (t) => {
  const rows = chain(token([1, 2]), token([3]), token([2, 1]));
  const graph = compileGraph(rows, { skip: 3, skipOptional: 0, star: 8, accent: 5 });
  t.same(bestPath(graph, clearly([0, 1, 2, 0, 3, 0, 2, 1, 0])), [
    { kind: 'spoken', token: 0, pronunciation: 0, start: 1, end: 3 },
    { kind: 'spoken', token: 1, pronunciation: 0, start: 4, end: 5 },
    { kind: 'spoken', token: 2, pronunciation: 0, start: 6, end: 8 },
  ]);
  t.same(
    bestPath(graph, clearly([0, 1, 2, 0, 0, 2, 1, 0])).map((step) => step.kind),
    ['spoken', 'skipped', 'spoken'],
  );
  t.same(
    bestPath(graph, clearly([1, 2, 0, 3, 0, 1, 0, 3, 0, 3, 1, 2, 0, 2, 1])).map((step) => step.kind),
    ['spoken', 'spoken', 'star', 'spoken'],
  );
});

t.test('one sound is not heard as two equal neighbours', async (t) => {
  const graph = compileGraph(chain(token([1]), token([1])), { skip: 2, skipOptional: 0, star: 8, accent: 5 });
  t.same(bestPath(graph, clearly([0, 1, 1, 1, 0])).filter((step) => step.kind === 'spoken').length, 1);
  t.same(bestPath(graph, clearly([0, 1, 0, 1, 0])).filter((step) => step.kind === 'spoken').length, 2);
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
  const chosen = bestPath(graph, clearly([2, 0, 3, 0, 1, 0]));
  t.same(
    chosen.map((step) => (step.kind === 'spoken' ? graph.tokenAlternative[step.token] : step.kind)),
    [0, 1, 0],
  );
});

/** Best score of saying `phones` in exactly these frames. */
const sayWithin = ({ log, labels }: Emissions, phones: readonly number[], start: number, end: number): number => {
  const states = phones.flatMap((phone, i) => (i === 0 ? [phone] : [0, phone]));
  let scores: readonly number[] = states.map((_, i) => (i === 0 ? 0 : LOG_ZERO));
  for (let frame = start; frame < end; frame++) {
    const before = scores;
    scores = states.map((label, i) => {
      const entered = Math.max(
        frame === start && i > 0 ? LOG_ZERO : before[i]!,
        frame > start
          ? Math.max(before[i - 1] ?? LOG_ZERO, label === 0 ? LOG_ZERO : (before[i - 2] ?? LOG_ZERO))
          : LOG_ZERO,
      );
      return entered + log[frame * labels + label]!;
    });
  }
  return scores.at(-1)!;
};

/** Score of a path by its own account: tokens, skips, stars, and blanks in every frame between. */
const scoreOf = (graph: ClauseGraph, emissions: Emissions, path: readonly PathStep[]): number => {
  let sum = 0;
  let frame = 0;
  const waitUntil = (end: number) => {
    for (; frame < end; frame++) sum += emissions.log[frame * emissions.labels]!;
  };
  for (const step of path) {
    if (step.kind === 'skipped') sum += graph.tokenSkip[step.token]!;
    else {
      waitUntil(step.start);
      frame = step.end;
      const p = step.kind === 'spoken' ? graph.pronStart[step.token]! + step.pronunciation : -1;
      if (step.kind === 'star') sum += graph.starWeight;
      else {
        const { phones } = graph.tokens[step.token]!.pronunciations[step.pronunciation]!;
        sum += graph.pronWeight[p]! + sayWithin(emissions, phones, step.start, step.end);
      }
    }
  }
  waitUntil(emissions.frames);
  return sum;
};

const price = fc.double({ min: 0, max: 9, noNaN: true });
const prices = fc
  .tuple(price, price, price)
  .map(([skip, skipOptional, star]) => ({ skip, skipOptional, star, accent: 5 }));

/** At a temperature near zero the sum over all paths becomes the best one. */
const COLD = 1e4;
const coldTotal = (
  rows: Parameters<typeof compileGraph>[0],
  some: Parameters<typeof compileGraph>[1],
  e: Emissions,
) => {
  const scaled = Object.fromEntries(Object.entries(some).map(([name, value]) => [name, value * COLD]));
  const log = e.log.map((value) => value * COLD);
  return latticeTotal(rows, scaled as unknown as typeof some, { ...e, log }) / COLD;
};

t.test('the path scores what the best of all paths scores, never more than the forward total', async () => {
  fc.assert(
    fc.property(someLattice, someEmissions(0, 10), prices, (rows, emissions, some) => {
      const graph = compileGraph(rows, some);
      const score = scoreOf(graph, emissions, bestPath(graph, emissions));
      return (
        score <= latticeTotal(rows, some, emissions) + 1e-6 && Math.abs(score - coldTotal(rows, some, emissions)) < 0.01
      );
    }),
    { seed: 22, numRuns: 400 },
  );
});

t.test('spans are in order, disjoint and inside the recording, and each unit is passed through once', async () => {
  fc.assert(
    fc.property(someLattice, someEmissions(0, 10), prices, (rows, emissions, some) => {
      const graph = compileGraph(rows, some);
      const path = bestPath(graph, emissions);
      let at = 0;
      const ordered = path.every((step) => {
        const [start, end] = step.kind === 'skipped' ? [step.at, step.at] : [step.start, step.end];
        const fits = start >= at && end <= emissions.frames && (step.kind === 'skipped' || end > start);
        at = end;
        return fits;
      });
      const taken = path.flatMap((step) =>
        step.kind === 'star' ? [] : [`${graph.tokenUnit[step.token]} ${graph.tokenAlternative[step.token]}`],
      );
      const ways = new Set(taken);
      const units = rows.flatMap((unit, i) => (unit.some(({ length }) => length > 0) ? [i] : []));
      return (
        ordered &&
        ways.size === units.length &&
        [...ways].every((way) => {
          const [unit, alternative] = way.split(' ').map(Number);
          return taken.filter((one) => one === way).length === rows[unit!]![alternative!]!.length;
        })
      );
    }),
    { seed: 23, numRuns: 300 },
  );
});

/** Below what speaking two phones without their sound costs. */
const FIRM = { skip: 8, skipOptional: 0, star: 8, accent: 5 };
/** Neighbours that share no phone: with clear speech there is one right answer. */
const WAYS = ['ba1', 'du4', 'gei3', 'zhao4', 'fen1', 'xin4', 'kong3', 'ti2', 'sang1', 'lv4'];
const clause = WAYS.map((way) => clauseToken(way, way));
const script = fc.subarray(clause, { minLength: 4 }).chain((tokens) => fc.shuffledSubarray(tokens, { minLength: 4 }));
const phonesOf = (tokens: typeof clause) => tokens.map(({ pronunciations }) => pronunciations[0]!.phones);
const follow = (tokens: typeof clause, said: readonly (readonly number[])[], seed: number) => {
  const speech = speakPhones(said, { seed });
  const path = bestPath(compileGraph(chain(...tokens), FIRM), temper(speech.posteriors, { exponent: 1, floor: -15 }));
  return { ...speech, path };
};

t.test('clear speech is followed to the frame', async () => {
  fc.assert(
    fc.property(script, fc.nat(), (tokens, seed) => {
      const { path, spans } = follow(tokens, phonesOf(tokens), seed);
      return (
        path.length === tokens.length &&
        path.every(
          (step, i) =>
            step.kind === 'spoken' && step.token === i && step.start === spans[i]![0] && step.end === spans[i]![1],
        )
      );
    }),
    { seed: 24, numRuns: 60 },
  );
});

t.test('a token that is not said is skipped and all others are found', async () => {
  fc.assert(
    fc.property(script, fc.nat(), fc.nat(), (tokens, seed, pick) => {
      const dropped = pick % tokens.length;
      const { path } = follow(tokens, phonesOf(tokens.filter((_, i) => i !== dropped)), seed);
      return path.length === tokens.length && path.every(({ kind }, i) => (kind === 'skipped') === (i === dropped));
    }),
    { seed: 25, numRuns: 60 },
  );
});

t.test('extra speech becomes one star that covers it and leaves the tokens beside it whole', async () => {
  const extra = clauseToken('x', 'min2').pronunciations[0]!.phones;
  fc.assert(
    fc.property(script, fc.nat(), fc.nat(), fc.integer({ min: 2, max: 5 }), (tokens, seed, pick, count) => {
      const at = pick % (tokens.length + 1);
      const said = [...phonesOf(tokens)];
      said.splice(at, 0, ...new Array<readonly number[]>(count).fill(extra));
      const { path, spans } = follow(tokens, said, seed);
      const own = spans.filter((_, i) => i < at || i >= at + count);
      const spoken = path.flatMap((step) => (step.kind === 'spoken' ? [step] : []));
      const stars = path.flatMap((step) => (step.kind === 'star' ? [step] : []));
      const [from, to] = [spans[at]![0], spans[at + count - 1]![1]];
      return (
        spoken.length === tokens.length &&
        spoken.every(({ start, end }, i) => start === own[i]![0] && end === own[i]![1]) &&
        stars.length === 1 &&
        stars[0]!.start <= from &&
        stars[0]!.end >= to
      );
    }),
    { seed: 26, numRuns: 60 },
  );
});

t.test('an empty clause over sound is silence or extra speech, and no sound leaves every token out', async (t) => {
  const nothing = compileGraph([], PRICES);
  t.same(bestPath(nothing, clearly([0, 0])), []);
  t.same(
    bestPath(nothing, clearly([0, 1, 2, 1, 2, 0])).map(({ kind }) => kind),
    ['star'],
  );
  t.same(bestPath(compileGraph(chain(token([1]), token([2])), PRICES), clearly([])), [
    { kind: 'skipped', token: 0, at: 0 },
    { kind: 'skipped', token: 1, at: 0 },
  ]);
  t.same(bestPath(compileGraph([[[]], [[], []]], PRICES), clearly([0])), []);
});

t.test('numbers that are none end in some path, not in a loop', async (t) => {
  const graph = compileGraph(chain(token([1, 2]), token([3]), token([1])), PRICES);
  for (const frames of [1, 5]) {
    const log = clearly(new Array<number>(frames).fill(1)).log;
    for (let i = 0; i < log.length; i++) {
      const path = bestPath(graph, { ...clearly(new Array<number>(frames).fill(1)), log: log.with(i, Number.NaN) });
      t.ok(path.length > 0);
    }
  }
});
