/**
 * Near misses of honest readings: how many there are, and whether the clause beats each of them.
 *
 *   npm run bench:near-misses -- --data DIR [--sentences 100] [--half development|heldOut] [--seed 1] [--cache FOLDER]
 *
 * DIR holds aishell3-dev and aishell1-two-speakers (human voices); the clause is the transcript, sentences with Latin
 * letters are left out. Without --data only the clauses of the fixtures are counted.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ScoredMiss } from '../../src/align/term-evidence.js';
import { loadConfig } from '../../src/config.js';
import { wilson } from '../../src/recognisers/wilson.js';
import { scoreReading } from '../../src/verification/score-reading.js';
import { halvesOf } from '../accent/halves.js';
import { readDataset } from '../dataset/read-dataset.js';
import type { Utterance } from '../dataset/utterance.js';
import { type Listener, openListener } from '../run/listener.js';
import { sample, seededRandom } from '../seeded-random.js';
import { readFixtures } from '../verdicts/recordings.js';

const LATIN = /[A-Za-z]/;
const SHORTEST = 4;
const LOWEST_SHOWN = 12;

interface Scored {
  readonly text: string;
  readonly tokens: readonly { readonly character: string }[];
  readonly margins: readonly ScoredMiss[];
}

const hearAndScore = async (listener: Listener, path: string, text: string): Promise<Scored | null> => {
  const hearing = await listener.hear({ path });
  if (hearing.kind === 'failed') return null;
  const { content } = scoreReading(hearing.heard, { clauseText: text, criticalTerms: [], dialectHint: 'mandarin' });
  return { text, tokens: content.score.tokens, margins: content.margins };
};

const scoreAll = async (listener: Listener, utterances: readonly Utterance[]): Promise<readonly Scored[]> => {
  const all: Scored[] = [];
  for (const { path, transcript } of utterances) {
    if (transcript === null || LATIN.test(transcript) || Array.from(transcript).length < SHORTEST) continue;
    const scored = await hearAndScore(listener, path, transcript);
    if (scored) all.push(scored);
  }
  return all;
};

const spell = ({ tokens }: Scored, { miss }: ScoredMiss): string => {
  const said = (from: number, to: number) =>
    tokens
      .slice(Math.max(0, from), to)
      .map(({ character }) => character)
      .join('');
  const other = miss.replacement.map(({ character }) => character).join('');
  return `${said(miss.start - 2, miss.start)}[${said(miss.start, miss.end)} > ${other}]${said(miss.end, miss.end + 2)}`;
};

const reportKinds = (all: readonly Scored[]): void => {
  const margins = all.flatMap((scored) => scored.margins);
  console.log('  kind                 count  per 100 tokens  lowest margin  below 0');
  const tokens = all.reduce((sum, scored) => sum + scored.tokens.length, 0);
  for (const kind of new Set(margins.map(({ miss }) => miss.kind))) {
    const own = margins.filter(({ miss }) => miss.kind === kind).map(({ margin }) => margin);
    const lowest = own.reduce((least, margin) => Math.min(least, margin), Number.POSITIVE_INFINITY);
    const below = own.filter((margin) => margin < 0).length;
    console.log(
      `  ${kind.padEnd(20)}${String(own.length).padStart(6)}${((100 * own.length) / tokens).toFixed(1).padStart(16)}${lowest.toFixed(2).padStart(15)}${String(below).padStart(9)}`,
    );
  }
  console.log(`  ${(margins.length / tokens).toFixed(2)} near misses a token`);
};

const report = (name: string, all: readonly Scored[]): void => {
  console.log(`\n${name}: ${all.length} honest readings`);
  reportKinds(all);
  const lost = all.filter(({ margins }) => margins.some(({ margin }) => !(margin >= 0))).length;
  const { low, high } = wilson(lost, all.length);
  console.log(
    `  readings with a margin below 0: ${lost} of ${all.length} [${(100 * low).toFixed(1)} %, ${(100 * high).toFixed(1)} %]`,
  );
  const lowest = all
    .flatMap((scored) => scored.margins.map((one) => ({ scored, one })))
    .toSorted((a, b) => a.one.margin - b.one.margin)
    .slice(0, LOWEST_SHOWN);
  for (const { scored, one } of lowest) {
    console.log(`    ${one.margin.toFixed(2).padStart(7)} ${one.miss.kind} ${spell(scored, one)}  ${scored.text}`);
  }
};

const options = parseArgs({
  options: {
    data: { type: 'string' },
    sentences: { type: 'string', default: '100' },
    half: { type: 'string', default: 'development' },
    seed: { type: 'string', default: '1' },
    cache: { type: 'string' },
  },
}).values;

const main = async (): Promise<void> => {
  const listener = await openListener({ config: loadConfig().config, cacheDir: options.cache ?? null, voice: false });
  const fixtures: Scored[] = [];
  for (const { file, clause_text: text, altered } of readFixtures('fixtures')) {
    const scored = altered ? null : await hearAndScore(listener, join('fixtures', file), text);
    if (scored) fixtures.push(scored);
  }
  report('fixtures that read the clause (synthetic voices)', fixtures);
  if (options.data) {
    const unseen = (await readDataset(join(options.data, 'aishell3-dev'))).utterances;
    const trained = (await readDataset(join(options.data, 'aishell1-two-speakers'))).utterances;
    const half = halvesOf(trained)[options.half === 'heldOut' ? 'heldOut' : 'development'];
    const chosen = sample(seededRandom(Number(options.seed)), half, Number(options.sentences));
    report('aishell3-dev (human, 15 speakers, not seen by the model)', await scoreAll(listener, unseen));
    report(
      `aishell1-two-speakers, ${options.half} half (human, the model was trained on both)`,
      await scoreAll(listener, chosen),
    );
  }
  await listener.close();
};

await main();
