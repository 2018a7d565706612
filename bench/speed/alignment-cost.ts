/**
 * What stands between posteriors and evidence costs, in seconds of processor time for a second of sound: both witnesses, and
 * their parts. Recordings are heard once and judged in turn against what was said; medians over rounds.
 *
 *   npm run bench:alignment -- --data DIR [DIR...] [--limit 60] [--rounds 10] [--seed 1]
 *
 * To compare two states of the code, run both on the same recordings in turn: the machine's mood is no part of a ratio.
 */

import { parseArgs } from 'node:util';
import { toLattice } from '../../src/align/clause-lattice.js';
import { scoreClause, TEMPERING } from '../../src/align/clause-score.js';
import { decoyMargin } from '../../src/align/decoys.js';
import { temper } from '../../src/align/emissions.js';
import { scoreContent, weighScored } from '../../src/align/weigh-content.js';
import { findCriticalTerms } from '../../src/clause/critical-terms.js';
import { loadConfig } from '../../src/config.js';
import { createReader } from '../../src/reader.js';
import { accentProfile } from '../../src/text/accent-profile-list.js';
import { toSpokenForm } from '../../src/text/to-spoken-form.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import { readDatasets } from '../dataset/read-dataset.js';
import { chooseUtterances } from '../run/choose-utterances.js';
import { median } from '../statistics/quantile.js';
import { type Heard, hear } from './long-readings.js';

const PROFILE = accentProfile('mandarin')!;
const MILLISECONDS = 1_000;
/** Until the compiler knows the code. */
const WARM_UP = 3;

const secondsOf = ({ posteriors }: Heard): number => (posteriors.frames * posteriors.frameMs) / MILLISECONDS;

/** The whole as a verification runs it, and parts of it as if they were alone. */
const WORK: Readonly<Record<string, (heard: Heard) => unknown>> = {
  'both witnesses': ({ text, posteriors }) => {
    const form = toSpokenForm(text);
    const terms = findCriticalTerms(form, []);
    return weighScored(scoreContent({ form, terms, profile: PROFILE, posteriors }), shippedPolicies()[0]!.thresholds);
  },
  'spoken form': ({ text }) => toLattice(toSpokenForm(text), [], PROFILE),
  'clause score': ({ text, posteriors }) =>
    scoreClause(toLattice(toSpokenForm(text), [], PROFILE), temper(posteriors, TEMPERING)),
  'clause score and decoys': ({ text, posteriors }) =>
    decoyMargin(scoreClause(toLattice(toSpokenForm(text), [], PROFILE), temper(posteriors, TEMPERING))),
};

const costOf = (all: readonly Heard[], work: (heard: Heard) => unknown): number => {
  const before = process.cpuUsage();
  for (const heard of all) work(heard);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / MILLISECONDS ** 2 / all.reduce((sum, heard) => sum + secondsOf(heard), 0);
};

const hearAll = async (data: readonly string[], limit: number, seed: number): Promise<ReadonlyMap<string, Heard[]>> => {
  const { config } = loadConfig();
  const reader = createReader({ ...config, engineProcesses: 1, engineThreads: 1 });
  const sets = new Map<string, Heard[]>();
  try {
    await reader.engine.ready();
    for (const dataset of await readDatasets(data)) {
      const known = chooseUtterances(dataset, { limit, speakers: null, seed }).filter(
        ({ transcript, deviation, voice }) => transcript !== null && deviation === null && voice === 'human',
      );
      const heard: Heard[] = [];
      for (const one of known) heard.push(await hear(reader, one));
      if (heard.length > 0) sets.set(dataset.name, heard);
    }
    return sets;
  } finally {
    await reader.close();
  }
};

const show = (name: string, heard: readonly Heard[], rounds: number): void => {
  const costs = new Map(Object.keys(WORK).map((part) => [part, [] as number[]]));
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const [part, work] of Object.entries(WORK)) {
      const cost = costOf(heard, work);
      if (round >= 0) costs.get(part)!.push(cost);
    }
  }
  console.log(`${name}: ${heard.length} recordings (human voices), share of the sound's length`);
  for (const [part, each] of costs) console.log(`  ${part.padEnd(26)} ${median(each).toFixed(5)}`);
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', multiple: true, default: [] },
    limit: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
  },
});
const sets = await hearAll([...values.data, ...positionals], Number(values.limit), Number(values.seed));
for (const [name, heard] of sets) show(name, heard, Number(values.rounds));
