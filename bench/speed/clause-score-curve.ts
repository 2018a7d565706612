/**
 * Time and memory of both witnesses over the length of the clause: everything of a judgement but the models.
 *
 *   npm run bench:clause-score [-- --data DIR] [--seed 1] [--dialect mandarin]
 *
 * Long readings are put together from what the recogniser heard in real recordings (`--data DIR`: aishell3-dev and
 * aishell1-two-speakers, human voices) or in the fixtures (synthetic voices). One thread; processor time, median of the rounds.
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { runBackward } from '../../src/align/backward.js';
import { compileChain } from '../../src/align/chain-graph.js';
import { toLattice } from '../../src/align/clause-lattice.js';
import { PRICES, scoreClause, TEMPERING } from '../../src/align/clause-score.js';
import { preferredReading } from '../../src/align/clause-search.js';
import { alignEdits } from '../../src/align/edit-alignment.js';
import { temper } from '../../src/align/emissions.js';
import { isFiller } from '../../src/align/fillers.js';
import { runForward } from '../../src/align/forward.js';
import { decodeFreely } from '../../src/align/free-decode.js';
import { guideFrom } from '../../src/align/guide.js';
import { scoreTokens } from '../../src/align/token-scores.js';
import { bestPath } from '../../src/align/viterbi.js';
import { scoreContent, weighScored } from '../../src/align/weigh-content.js';
import { findCriticalTerms } from '../../src/clause/critical-terms.js';
import { loadConfig } from '../../src/config.js';
import { createReader } from '../../src/main.js';
import { accentProfile } from '../../src/text/accent-profile-list.js';
import { toSpokenForm } from '../../src/text/to-spoken-form.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { seededRandom } from '../seeded-random.js';
import { median } from '../statistics/quantile.js';
import { type Heard, hear, longReading, sources } from './long-readings.js';

const SIZES = [60, 125, 250, 500, 1_000, 2_000];
const ROUNDS = 5;
/** Nodes times frames up to which a search of everything fits into memory. */
const FULL_SEARCH_CELLS = 4_000_000;
const MIB = 1_024 * 1_024;

const options = parseArgs({
  options: {
    data: { type: 'string' },
    seed: { type: 'string', default: '1' },
    dialect: { type: 'string', default: 'mandarin' },
  },
}).values;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Median processor time in ms, which other work on the machine stretches less than the clock; the first round warms up. */
const timed = (work: () => unknown): number => {
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const begun = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(begun);
    if (round > 0) times.push((user + system) / 1_000);
  }
  return median(times);
};

interface Row {
  readonly characters: number;
  readonly tokens: number;
  readonly seconds: number;
  readonly nearMisses: number;
  readonly accuracy: number;
  readonly wholeMs: number;
  readonly textMs: number;
  readonly alignMs: number;
  readonly searchMs: number;
  /** A search of all nodes at all frames; null where it would not fit. */
  readonly everythingMs: number | null;
  /** Most resident memory on top of what there was before. */
  readonly growthMib: number;
}

/** Both witnesses over a reading, as a verification runs them. */
const judge = ({ text, posteriors }: Heard) => {
  const form = toSpokenForm(text);
  const terms = findCriticalTerms(form, []);
  const scored = scoreContent({ form, terms, profile: accentProfile(options.dialect)!, posteriors });
  return { scored, content: weighScored(scored, shippedPolicies()[0]!.thresholds) };
};

/**
 * Most resident memory that judging adds, MiB, garbage not yet collected included. The system remembers the highest
 * ever: readings must come in order of length, before anything larger (a search of everything) has run.
 */
const growthOf = (reading: Heard): number => {
  collectGarbage();
  const before = process.memoryUsage.rss();
  judge(reading);
  return (process.resourceUsage().maxRSS * 1_024 - before) / MIB;
};

const measure = (reading: Heard, growthMib: number): Row => {
  const { text, posteriors } = reading;
  const profile = accentProfile(options.dialect)!;
  const form = toSpokenForm(text);
  const terms = findCriticalTerms(form, []);
  const { scored, content } = judge(reading);
  const lattice = toLattice(form, terms, profile);
  const preferred = preferredReading(lattice);
  const emissions = temper(posteriors, TEMPERING);
  const heard = decodeFreely(posteriors);
  const { steps } = alignEdits(preferred, heard, isFiller);
  const everything = () => {
    const graph = compileChain(preferred, PRICES);
    bestPath(graph, emissions);
    return scoreTokens(runForward(graph, emissions), runBackward(graph, emissions));
  };
  return {
    characters: Array.from(text).length,
    tokens: scored.score.tokens.length,
    seconds: (posteriors.frames * posteriors.frameMs) / 1_000,
    nearMisses: scored.margins.length,
    accuracy: content.accuracy,
    wholeMs: timed(() => judge(reading)),
    textMs: timed(() => toLattice(toSpokenForm(text), terms, profile)),
    alignMs: timed(() => alignEdits(preferred, heard, isFiller)),
    searchMs: timed(() =>
      scoreClause(lattice, emissions, (repeats) =>
        guideFrom(steps, heard, preferred.length, posteriors.frames, repeats),
      ),
    ),
    everythingMs: preferred.length * posteriors.frames <= FULL_SEARCH_CELLS ? timed(everything) : null,
    growthMib,
  };
};

const COLUMNS: readonly (readonly [string, (row: Row, first: Row) => string])[] = [
  ['characters', ({ characters }) => `${characters}`],
  ['tokens', ({ tokens }) => `${tokens}`],
  ['seconds', ({ seconds }) => seconds.toFixed(0)],
  ['near misses', ({ nearMisses }) => `${nearMisses}`],
  ['accuracy', ({ accuracy }) => accuracy.toFixed(3)],
  ['whole ms', ({ wholeMs }) => wholeMs.toFixed(0)],
  [
    'a character, to the first',
    (row, first) => (row.wholeMs / row.characters / (first.wholeMs / first.characters)).toFixed(2),
  ],
  ['text ms', ({ textMs }) => textMs.toFixed(0)],
  ['edits ms', ({ alignMs }) => alignMs.toFixed(0)],
  ['search ms', ({ searchMs }) => searchMs.toFixed(0)],
  ['everything ms', ({ everythingMs }) => (everythingMs === null ? '-' : everythingMs.toFixed(0))],
  ['growth MiB', ({ growthMib }) => growthMib.toFixed(0)],
];

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const main = async (): Promise<void> => {
  const random = seededRandom(Number(options.seed));
  const reader = createReader(loadConfig().config);
  await reader.engine.ready();
  const heard: Heard[] = [];
  for (const source of sources(random, options.data)) heard.push(await hear(reader, source));
  await reader.close();
  const voices = options.data === undefined ? 'fixtures (synthetic voices)' : 'human voices';
  console.log(`both witnesses on ${heard.length} recordings put together, ${voices}, seed ${options.seed}`);
  console.log(`one thread of ${cpus().length} x ${cpus()[0]?.model}, load ${loadavg()[0]!.toFixed(1)}\n`);
  console.log(line(COLUMNS.map(([title]) => title)));
  console.log(line(COLUMNS.map(() => '---')));
  const readings = SIZES.map((size) => longReading(heard, size, random));
  const growths = readings.map(growthOf);
  let first: Row | null = null;
  for (const [at, reading] of readings.entries()) {
    const row = measure(reading, growths[at]!);
    first ??= row;
    console.log(line(COLUMNS.map(([, show]) => show(row, first!))));
  }
};

await main();
