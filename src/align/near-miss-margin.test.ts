import fc from 'fast-check';
import t from 'tap';
import { accentProfile } from '../text/accent-profile-list.js';
import { parseSyllable, syllablePhones } from '../text/syllable.js';
import { toSpokenForm } from '../text/to-spoken-form.js';
import { runBackward } from './backward.js';
import { compileGraph, type GraphPrices } from './clause-graph.js';
import { tokenMaker } from './clause-lattice.js';
import type { ClauseToken } from './clause-token.js';
import { type Emissions, emissionsOf } from './emissions.js';
import { runForward } from './forward.js';
import type { NearMiss } from './near-miss.js';
import { nearMissScorer } from './near-miss-margin.js';
import { generateMisses } from './near-misses/generate-misses.js';
import { bestPath } from './viterbi.js';

const LABELS = 60;
const STRICT = { skip: 200, skipOptional: 200, star: 200, accent: 5 };

const token = (character: string, pinyin: string, critical: boolean): ClauseToken => {
  const syllable = parseSyllable(pinyin)!;
  return {
    character,
    pronunciations: [{ phones: syllablePhones(syllable), cost: 0, rule: null, syllable, character }],
    critical,
    optional: false,
    source: { start: 0, end: 1 },
    sentence: 0,
  };
};
const nearMisses = (tokens: readonly ClauseToken[]): readonly NearMiss[] =>
  generateMisses({
    form: toSpokenForm(''),
    terms: [],
    tokens,
    make: tokenMaker(accentProfile('mandarin')!),
    extraBefore: new Set(),
    previous: null,
    rivals: [],
  }).misses;

const clause = [
  token('不', 'bu4', true),
  token('保', 'bao3', false),
  token('证', 'zheng4', false),
  token('五', 'wu3', true),
  token('年', 'nian2', false),
];

/** Posteriors of somebody who speaks `tokens`, two frames a phone, with noise on every label; `pause` frames after the first. */
const speak = (tokens: readonly ClauseToken[], noise: readonly number[], pause = 0): Emissions => {
  const labels = [
    0,
    ...tokens.flatMap(({ pronunciations }, at) => [
      ...pronunciations[0]!.phones.flatMap((p) => [p, p]),
      ...new Array<number>(at === 0 ? 1 + pause : 1).fill(0),
    ]),
    0,
  ];
  const log = new Float64Array(labels.length * LABELS);
  for (let i = 0; i < log.length; i++) {
    log[i] = (labels[Math.floor(i / LABELS)] === i % LABELS ? 0 : -7) - noise[i % noise.length]!;
  }
  return emissionsOf(log, labels.length, LABELS, 20);
};

const scoreWith = (prices: GraphPrices, tokens: readonly ClauseToken[], emissions: Emissions) => {
  const graph = compileGraph(
    tokens.map((one) => [[one]]),
    prices,
  );
  const starts: number[] = [];
  const ends: number[] = [];
  for (const step of bestPath(graph, emissions)) {
    if (step.kind === 'spoken') [starts[step.token], ends[step.token]] = [step.start, step.end];
    if (step.kind === 'skipped') starts[step.token] = ends[step.token] = step.at;
  }
  return {
    tokens,
    emissions,
    forward: runForward(graph, emissions),
    backward: runBackward(graph, emissions),
    starts,
    ends,
  };
};

const score = (tokens: readonly ClauseToken[], emissions: Emissions) => scoreWith(STRICT, tokens, emissions);

const total = (tokens: readonly ClauseToken[], emissions: Emissions): number =>
  runForward(
    compileGraph(
      tokens.map((one) => [[one]]),
      STRICT,
    ),
    emissions,
  ).total;

const noise = fc.array(fc.double({ min: 0, max: 1.5, noNaN: true }), { minLength: 61, maxLength: 61 });

t.test('the margin over the affected span equals the difference of full scores', async () => {
  fc.assert(
    fc.property(noise, fc.nat(), (noiseValues, pick) => {
      const emissions = speak(clause, noiseValues);
      const misses = nearMisses(clause);
      const miss = misses[pick % misses.length]!;
      const other = [...clause.slice(0, miss.start), ...miss.replacement, ...clause.slice(miss.end)];
      const expected = total(clause, emissions) - total(other, emissions);
      return (
        Math.abs(nearMissScorer(score(clause, emissions), STRICT)(miss) - expected) <
        1e-6 * Math.max(1, Math.abs(expected))
      );
    }),
    { seed: 42, numRuns: 60 },
  );
});

t.test('a clause beats every near miss on its own sound and loses to the one that was spoken', async () => {
  fc.assert(
    fc.property(noise, fc.nat(), (noiseValues, pick) => {
      const misses = nearMisses(clause);
      const miss = misses[pick % misses.length]!;
      const spoken = [...clause.slice(0, miss.start), ...miss.replacement, ...clause.slice(miss.end)];
      const own = nearMissScorer(score(clause, speak(clause, noiseValues)), STRICT);
      const other = nearMissScorer(score(clause, speak(spoken, noiseValues)), STRICT);
      return misses.every((one) => own(one) > 0) && other(miss) < 0;
    }),
    { seed: 43, numRuns: 30 },
  );
});

t.test('the margin counts an optional token at the edge of the span as said or left out', async () => {
  const optional = [
    token('不', 'bu4', true),
    { ...token('儿', 'er2', false), optional: true },
    token('五', 'wu3', true),
  ];
  const prices = { ...STRICT, skipOptional: 0 };
  const full = (tokens: readonly ClauseToken[], emissions: Emissions) =>
    runForward(
      compileGraph(
        tokens.map((one) => [[one]]),
        prices,
      ),
      emissions,
    ).total;
  const spoken = (emissions: Emissions) => {
    const graph = compileGraph(
      optional.map((one) => [[one]]),
      prices,
    );
    const path = bestPath(graph, emissions).flatMap((step) => (step.kind === 'star' ? [] : [step]));
    return {
      tokens: optional,
      emissions,
      forward: runForward(graph, emissions),
      backward: runBackward(graph, emissions),
      starts: path.map((step) => (step.kind === 'spoken' ? step.start : step.at)),
      ends: path.map((step) => (step.kind === 'spoken' ? step.end : step.at)),
    };
  };
  fc.assert(
    fc.property(noise, fc.boolean(), fc.nat(), (noiseValues, said, pick) => {
      const emissions = speak(said ? optional : optional.filter((one) => !one.optional), noiseValues);
      const misses = nearMisses(optional).filter(({ start, end }) => start < end);
      const miss = misses[pick % misses.length]!;
      const other = [...optional.slice(0, miss.start), ...miss.replacement, ...optional.slice(miss.end)];
      const expected = full(optional, emissions) - full(other, emissions);
      return (
        Math.abs(nearMissScorer(spoken(emissions), prices)(miss) - expected) < 1e-6 * Math.max(1, Math.abs(expected))
      );
    }),
    { seed: 41, numRuns: 60 },
  );
});

t.test('a clause that is nothing but a negation is told from silence', async (t) => {
  const no = [token('不', 'bu4', true)];
  const [dropped] = nearMisses(no);
  t.match(dropped, { kind: 'negation_dropped', replacement: [] });
  const quiet = new Array<number>(61).fill(0);
  t.ok(nearMissScorer(score(no, speak(no, quiet)), STRICT)(dropped!) > 0);
  t.ok(nearMissScorer(score(no, speak([], quiet)), STRICT)(dropped!) < 0);
});

t.test('a long omission is not excused by a star that lasts through it, and is told when it was one', async (t) => {
  const words = '保证本金和收益'.split('').map((character) => token(character, 'bao3', false));
  const sounds = ['bao3', 'zheng4', 'ben3', 'jin1', 'he2', 'shou1', 'yi4'];
  const said = words.map((word, at) => token(word.character, sounds[at]!, false));
  const clause = [token('不', 'bu4', true), ...said, token('五', 'wu3', true)];
  const omission: NearMiss = { kind: 'phrase_dropped', start: 1, end: 8, replacement: [], prior: 0 };
  const prices = { ...STRICT, skip: 12, star: 12 };
  const margin = (spoken: readonly ClauseToken[], noiseValue: number) => {
    const slowly = { ...speak(spoken, new Array<number>(61).fill(noiseValue)), frameMs: 100 };
    return nearMissScorer(scoreWith(prices, clause, slowly), prices)(omission);
  };
  t.ok(margin(clause, 0) > 50);
  t.ok(margin(clause, 1.4) > 50, 'however badly the words fit');
  t.ok(margin([clause[0]!, clause[8]!], 0) < -50);
});

t.test('two sentences read the other way round are told from the clause, however long they are', async (t) => {
  const ways = ['ben3', 'chan3', 'pin3', 'shou1', 'yi4', 'feng1', 'xian3', 'he2', 'tong2', 'zi1', 'jin1', 'qi1'];
  const sentence = (offset: number) =>
    Array.from({ length: 48 }, (_, i) => token('字', ways[(i * i + offset * i + offset) % ways.length]!, false));
  const [first, second] = [sentence(1), sentence(5)];
  const written = [...first, ...second];
  const swapped = [...second, ...first];
  const quiet = new Array<number>(61).fill(0.3);
  const miss: NearMiss = { ...nearMisses(clause)[0]!, start: 0, end: written.length, replacement: swapped, prior: 0 };
  const marginOn = (spoken: readonly ClauseToken[], pause = 0) =>
    nearMissScorer(score(written, speak(spoken, quiet, pause)), STRICT)(miss);
  t.ok(written.length * speak(written, quiet).frames > 20_000, 'too long to be searched whole');
  t.ok(marginOn(written) > 50);
  t.ok(marginOn(swapped) < -50);
  t.ok(marginOn(written, 600) > 50, 'a pause longer than words may be off their place changes nothing');
});
