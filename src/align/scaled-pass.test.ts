import fc from 'fast-check';
import t from 'tap';
import { runBackward } from './backward.js';
import { fullBand } from './band.js';
import { chainOf } from './chain.js';
import { compileChain } from './chain-graph.js';
import { type Emissions, emissionsOf } from './emissions.js';
import { runForward } from './forward.js';
import { logPass, logPosterior } from './log-pass.fixture.js';
import { runBetween } from './pass.js';
import { logOf, type ScaledValues, zeroValues } from './scaled.js';
import { LABELS, someToken, token } from './small-clause.fixture.js';
import { scoreTokens } from './token-scores.js';

/** The same but for rounding; the greater the logarithms, the more of it. */
const equal = (a: number, b: number): boolean => a === b || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b) / 1_000);

const price = fc.oneof(fc.double({ min: 0, max: 15, noNaN: true }), fc.double({ min: 100, max: 200, noNaN: true }));
const somePrices = fc.record({
  skip: price,
  skipOptional: fc.constantFrom(0, 1, 200),
  star: price,
  accent: fc.constantFrom(0, 5, 60),
});
const someTokens = (minLength: number, maxLength: number) =>
  fc.array(
    fc.tuple(someToken, fc.boolean(), fc.double({ min: 0, max: 3, noNaN: true })).map(([one, optional, cost]) => ({
      ...one,
      optional,
      pronunciations: one.pronunciations.map((way, i) => ({ ...way, cost: i * cost })),
    })),
    { minLength, maxLength },
  );

/** Emissions from certain to impossible: a label is free, on the floor (of -15 nats as shipped, or far below) or between. */
const someExtremes = (maxFrames: number): fc.Arbitrary<Emissions> =>
  fc.constantFrom(-3, -15, -100).chain((floor) =>
    fc
      .array(fc.oneof(fc.constantFrom(0, floor), fc.double({ min: floor, max: 0, noNaN: true })), {
        minLength: LABELS,
        maxLength: maxFrames * LABELS,
      })
      .map((raw) => {
        const frames = Math.floor(raw.length / LABELS);
        return emissionsOf(Float64Array.from(raw.slice(0, frames * LABELS)), frames, LABELS, 20);
      }),
  );

t.test('scaled passes find what a pass in logarithms finds, whatever the sound and the prices', async () => {
  fc.assert(
    fc.property(someTokens(0, 5), someExtremes(24), somePrices, (tokens, emissions, prices) => {
      const { total } = logPass(tokens, prices, emissions);
      const graph = compileChain(tokens, prices);
      return equal(runForward(graph, emissions).total, total) && equal(runBackward(graph, emissions).total, total);
    }),
    { seed: 71, numRuns: 500 },
  );
});

t.test('at every node and time', async () => {
  fc.assert(
    fc.property(someTokens(1, 4), someExtremes(16), somePrices, (tokens, emissions, prices) => {
      const known = logPass(tokens, prices, emissions);
      const { trellis, node, arrival, units } = runForward(compileChain(tokens, prices), emissions);
      return known.node.every((row, t) =>
        row.every((value, v) => {
          const at = trellis.nodeAt[t]! + v;
          return (
            equal(logOf(node[at]!, units[at]!), value) && equal(logOf(arrival[at]!, units[at]!), known.arrival[t]![v]!)
          );
        }),
      );
    }),
    { seed: 72, numRuns: 300 },
  );
});

t.test('and score every token as logarithms do', async () => {
  fc.assert(
    fc.property(someTokens(1, 4), someExtremes(16), somePrices, (tokens, emissions, prices) => {
      const graph = compileChain(tokens, prices);
      const scores = scoreTokens(runForward(graph, emissions), runBackward(graph, emissions));
      return scores.every((score, k) => equal(score.logPosterior, logPosterior(tokens, prices, emissions, k)));
    }),
    { seed: 73, numRuns: 300 },
  );
});

/** Sound in which nothing of a clause is ever likely, thousands of nats away from the best path. */
const unlike = (frames: number, floor: number): Emissions => {
  const log = new Float64Array(frames * LABELS).fill(floor);
  for (let frame = 0; frame < frames; frame++) log[frame * LABELS + (frame % 7 === 0 ? 0 : 3)] = 0;
  return emissionsOf(log, frames, LABELS, 20);
};

t.test('far beyond the range of a double nothing is lost', async (t) => {
  const tokens = Array.from({ length: 12 }, (_, i) => token(i % 2 === 0 ? [1, 2] : [2], [1]));
  for (const prices of [
    { skip: 12, skipOptional: 0, star: 12, accent: 5 },
    { skip: 200, skipOptional: 200, star: 200, accent: 5 },
  ]) {
    for (const floor of [-15, -100]) {
      const emissions = unlike(150, floor);
      const graph = compileChain(tokens, prices);
      const [forward, backward] = [runForward(graph, emissions), runBackward(graph, emissions)];
      const { total } = logPass(tokens, prices, emissions);
      t.ok(equal(forward.total, total) && equal(backward.total, total), `${total}`);
      for (const [k, { logPosterior: score }] of scoreTokens(forward, backward).entries())
        t.ok(equal(score, logPosterior(tokens, prices, emissions, k)), `token ${k} at ${floor}`);
    }
  }
});

const valuesAt = (
  { trellis, node, units }: Pick<ReturnType<typeof runForward>, 'trellis' | 'node' | 'units'>,
  v: number,
): ScaledValues => {
  const values = zeroValues(trellis.frames + 1);
  for (let t = 0; t <= trellis.frames; t++) {
    values.x[t] = node[trellis.nodeAt[t]! + v]!;
    values.units[t] = units[trellis.nodeAt[t]! + v]!;
  }
  return values;
};

const clashes = ([a, b]: readonly (ReturnType<typeof token> | undefined)[]): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.pronunciations.some(({ phones }) => b.pronunciations.some((next) => next.phones[0] === phones.at(-1)));

t.test('a part of a clause, with what the rest brings to it and makes of it, is the whole clause', async () => {
  fc.assert(
    fc.property(
      someTokens(0, 3),
      someTokens(1, 3),
      someTokens(0, 3),
      someExtremes(16),
      somePrices,
      (head, middle, tail, emissions, prices) => {
        const tokens = [...head, ...middle, ...tail];
        const whole = compileChain(tokens, prices);
        const to = head.length + middle.length;
        fc.pre(!clashes([head.at(-1), middle[0]]) && !clashes([middle.at(-1), tail[0]]));
        const forward = runForward(whole, emissions);
        const inflow = valuesAt(forward, head.length);
        const outflow = valuesAt(runBackward(whole, emissions), to);
        const band = fullBand(middle.length + 1, emissions.frames);
        const part = runBetween(chainOf(compileChain(middle, prices)), emissions, band, inflow, outflow);
        return equal(part, forward.total);
      },
    ),
    { seed: 74, numRuns: 400 },
  );
});

t.test('nothing comes of a part that nothing enters, or of no words after the beginning', async (t) => {
  const prices = { skip: 12, skipOptional: 0, star: 12, accent: 5 };
  const emissions = unlike(4, -15);
  const nothing = zeroValues(5);
  const one = { x: new Float64Array(5).fill(0.5), units: new Int32Array(5) };
  const between = (words: number, inflow: ScaledValues) =>
    runBetween(
      chainOf(
        compileChain(
          Array.from({ length: words }, () => token([1])),
          prices,
        ),
      ),
      emissions,
      fullBand(words + 1, 4),
      inflow,
      one,
    );
  t.equal(between(2, nothing), Number.NEGATIVE_INFINITY);
  t.ok(between(2, one) > -40);
  t.equal(between(0, one), Math.log(0.25), 'only what is there at the start has come just then');
});
