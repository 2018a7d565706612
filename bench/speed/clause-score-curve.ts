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
import type { Config } from '../../src/config.js';
import { createReader } from '../../src/reader.js';
import { accentProfile } from '../../src/text/accent-profile-list.js';
import { toSpokenForm } from '../../src/text/to-spoken-form.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import type { Utterance } from '../dataset/utterance.js';
import { sample, seededRandom } from '../seeded-random.js';
import { median } from '../statistics/quantile.js';
import { hasLetters } from '../verdicts/audible.js';
import { type Heard, hear, longReading } from './long-readings.js';

/** Characters, pauses apart: up to 2,000 in ten minutes. */
export const CURVE_SIZES = [60, 125, 250, 500, 1_000, 2_000];
const ROUNDS = 5;
/** Nodes times frames up to which a search of everything fits into memory. */
const FULL_SEARCH_CELLS = 4_000_000;
const MIB = 1_024 * 1_024;

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

/** Both witnesses on one long reading: everything of a judgement but the models. Processor times, ms. */
export interface CurveRow {
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

const PROFILE = accentProfile('mandarin')!;

/** Both witnesses over a reading, as a verification runs them. */
const judge = ({ text, posteriors }: Heard) => {
  const form = toSpokenForm(text);
  const terms = findCriticalTerms(form, []);
  const scored = scoreContent({ form, terms, profile: PROFILE, posteriors });
  return { scored, content: weighScored(scored, shippedPolicies()[0]!.thresholds) };
};

/**
 * Most resident memory that judging adds, MiB, garbage not yet collected included. The system remembers the highest
 * ever: readings must come in order of length, before anything larger (a search of everything) has run.
 */
const growthOf = (reading: Heard, collectGarbage: () => void): number => {
  collectGarbage();
  const before = process.memoryUsage.rss();
  judge(reading);
  return (process.resourceUsage().maxRSS * 1_024 - before) / MIB;
};

const measure = (reading: Heard, growthMib: number): CurveRow => {
  const { text, posteriors } = reading;
  const form = toSpokenForm(text);
  const terms = findCriticalTerms(form, []);
  const { scored, content } = judge(reading);
  const lattice = toLattice(form, terms, PROFILE);
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
    textMs: timed(() => toLattice(toSpokenForm(text), terms, PROFILE)),
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

const isUsable = ({ transcript, deviation }: Utterance): boolean =>
  transcript !== null && deviation === null && !hasLetters(transcript);

/** Recordings that are heard to make long readings of. */
const MOST_HEARD = 75;

/**
 * Time and memory over the length of the clause. Long readings are put together from what the recogniser heard in honest recordings; one thread, and
 * processor time, which other work on the machine stretches less than the clock.
 */
export const clauseScoreCurve = async (
  config: Config,
  utterances: readonly Utterance[],
  seed: number,
  step: () => void,
): Promise<readonly CurveRow[]> => {
  const random = seededRandom(seed);
  const reader = createReader(config);
  const heard: Heard[] = [];
  try {
    await reader.engine.ready();
    for (const one of sample(random, utterances.filter(isUsable), MOST_HEARD)) heard.push(await hear(reader, one));
  } finally {
    await reader.close();
  }
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const readings = CURVE_SIZES.map((size) => longReading(heard, size, random));
  const growths = readings.map((reading) => growthOf(reading, collectGarbage));
  return readings.map((reading, at) => {
    step();
    return measure(reading, growths[at]!);
  });
};
