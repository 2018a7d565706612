/**
 * Accents on real sound: the recording stays, the clause is rewritten so that the standard reader sounds like a reader
 * with the accent (said 资, clause 之, profile zh->z). Honest readings of the rewritten clause, and critical terms altered
 * in it, judged as standard Mandarin, with the profile named, and with the profile estimated from the reading.
 *
 *   npm run bench:accent -- --data DIR [--sentences 60] [--seed 1] [--share 0.6] [--half development|heldOut]
 *                            [--cache FOLDER] [--rates]
 *
 * DIR holds aishell3-dev and aishell1-two-speakers. Human voices; the accents are simulated merges and nothing else of an
 * accent: no tones, no vowel quality, no rhythm. The policy's support is lifted here: every profile counts as validated.
 * --rates prints instead how often the recogniser hears each merge where none was made.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countMerges, heardTokens } from '../../src/align/count-merges.js';
import { loadConfig } from '../../src/config.js';
import { wilson } from '../../src/recognisers/wilson.js';
import type { AccentProfile } from '../../src/text/accent-profile.js';
import { ACCENT_PROFILES } from '../../src/text/accent-profile-list.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import type { Policy } from '../../src/verdict/policy.js';
import type { VerdictName } from '../../src/verdict/verdict.js';
import type { HeardReading } from '../../src/verification/hear-reading.js';
import { judgeScored } from '../../src/verification/judge-reading.js';
import { scoreReading } from '../../src/verification/score-reading.js';
import { readDataset } from '../dataset/read-dataset.js';
import type { Utterance } from '../dataset/utterance.js';
import { type Listener, openListener } from '../run/listener.js';
import { sample, seededRandom } from '../seeded-random.js';
import { type AlteredKind, alterTerms } from './altered-terms.js';
import { halvesOf } from './halves.js';
import { type Heard, joinReadings } from './join-readings.js';
import { type Inventory, inventoryOf, rewriteClause } from './rewrite-clause.js';

const options = parseArgs({
  options: {
    data: { type: 'string' },
    sentences: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    share: { type: 'string', default: '0.6' },
    half: { type: 'string', default: 'development' },
    cache: { type: 'string' },
    rates: { type: 'boolean', default: false },
  },
}).values;

const LIFTED: Policy = {
  ...shippedPolicies()[0]!,
  profiles: Object.fromEntries(ACCENT_PROFILES.map(({ id }) => [id, { support: 'validated' }])),
};
const LATIN = /[A-Za-z]/;
const SHORTEST = 4;
/** About as many characters as a clause has. */
const JOINED = 4;

const judge = (heard: HeardReading, clauseText: string, dialectHint: string | null) => {
  const scored = scoreReading(heard, { clauseText, criticalTerms: [], dialectHint });
  const { verdict, dialect } = judgeScored(scored, LIFTED, { kind: 'not_requested' });
  return { verdict, dialect, estimate: scored.estimated?.dialect.label ?? null };
};

/** As standard Mandarin without an estimate: the hint names it. */
const MODES = ['standard', 'named', 'estimated'] as const;
type Mode = (typeof MODES)[number];
const hintOf = (mode: Mode, { id }: AccentProfile): string | null =>
  mode === 'standard' ? 'mandarin' : mode === 'named' ? id : null;

const hearAll = async (listener: Listener, utterances: readonly Utterance[]): Promise<readonly Heard[]> => {
  const recordings: Heard[] = [];
  for (const utterance of utterances) {
    const text = utterance.transcript ?? '';
    if (LATIN.test(text) || Array.from(text).length < SHORTEST) continue;
    const hearing = await listener.hear(utterance);
    if (hearing.kind === 'heard') recordings.push({ text, speaker: utterance.speaker, heard: hearing.heard });
  }
  return recordings;
};

const printRates = (recordings: readonly Heard[]): void => {
  const rates = new Map<string, { merged: number; opportunities: number }>();
  for (const { heard, text } of recordings) {
    const { content } = scoreReading(heard, { clauseText: text, criticalTerms: [], dialectHint: 'mandarin' });
    const tokens = heardTokens(content.score.tokens, content.steps, content.heard);
    const seen = new Map(ACCENT_PROFILES.flatMap((p) => countMerges(tokens, p)).map((count) => [count.rule, count]));
    for (const { rule, merged, kept } of seen.values()) {
      const known = rates.get(rule) ?? { merged: 0, opportunities: 0 };
      rates.set(rule, { merged: known.merged + merged, opportunities: known.opportunities + merged + kept });
    }
  }
  for (const [rule, { merged, opportunities }] of Array.from(rates).sort()) {
    console.log(`    '${rule}': [${merged}, ${opportunities}],`);
  }
};

type Tally = Record<VerdictName, number>;
const tally = (verdicts: readonly VerdictName[]): Tally => {
  const counts = { pass: 0, review: 0, fail: 0 };
  for (const verdict of verdicts) counts[verdict] += 1;
  return counts;
};
const cell = ({ pass, review, fail }: Tally): string => `${pass}/${review}/${fail}`.padEnd(12);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const withInterval = (hits: number, trials: number): string => {
  const { low, high } = wilson(hits, trials);
  return `${hits} of ${trials} [${percent(low)}, ${percent(high)}]`;
};

interface Outcomes {
  readonly honest: Readonly<Record<Mode, VerdictName[]>>;
  readonly altered: Readonly<Record<Mode, { readonly kind: AlteredKind; readonly verdict: VerdictName }[]>>;
  readonly estimates: (string | null)[];
}

const simulate = (recordings: readonly Heard[], profile: AccentProfile, inventory: Inventory): Outcomes => {
  const random = seededRandom(Number(options.seed));
  const outcomes: Outcomes = {
    honest: { standard: [], named: [], estimated: [] },
    altered: { standard: [], named: [], estimated: [] },
    estimates: [],
  };
  for (const { text, heard } of recordings) {
    const rewritten = rewriteClause(text, profile, inventory, random, Number(options.share));
    if (rewritten === null) continue;
    for (const mode of MODES) {
      const { verdict, estimate } = judge(heard, rewritten.text, hintOf(mode, profile));
      outcomes.honest[mode].push(verdict);
      if (mode === 'estimated') outcomes.estimates.push(estimate);
    }
    for (const altered of alterTerms(rewritten.text, profile, random)) {
      for (const mode of MODES) {
        const { verdict } = judge(heard, altered.text, hintOf(mode, profile));
        outcomes.altered[mode].push({ kind: altered.kind, verdict });
        if (verdict === 'pass') {
          console.log(`  FALSE PASS ${profile.id} ${mode} ${altered.kind}: said ${text}, clause ${altered.text}`);
        }
      }
    }
  }
  return outcomes;
};

const report = (profile: AccentProfile, { honest, altered, estimates }: Outcomes): void => {
  const cells = MODES.map((mode) => cell(tally(honest[mode]))).join('');
  const right = estimates.filter((label) => label === profile.id).length;
  const none = estimates.filter((label) => label === null).length;
  const passes = MODES.map((mode) => altered[mode].filter(({ verdict }) => verdict === 'pass').length).join('/');
  console.log(
    `${profile.id.padEnd(16)}${String(honest.named.length).padStart(4)}  ${cells} ${`${right}/${estimates.length - right - none}/${none}`.padEnd(12)}${passes.padEnd(8)} of ${altered.named.length}`,
  );
};

const runSet = (name: string, recordings: readonly Heard[], inventory: Inventory): void => {
  console.log(`\n${name}: ${recordings.length} recordings, pass/review/fail of honest readings`);
  console.log(
    'profile            n  standard    named       estimated    own/other/none false passes (standard/named/estimated)',
  );
  const all = ACCENT_PROFILES.filter(({ id }) => id !== 'mandarin').map((profile) => {
    const outcomes = simulate(recordings, profile, inventory);
    report(profile, outcomes);
    return outcomes;
  });
  for (const mode of MODES) {
    const verdicts = all.flatMap(({ honest }) => honest[mode]);
    const altered = all.flatMap((one) => one.altered[mode]);
    const passes = verdicts.filter((verdict) => verdict === 'pass').length;
    const wrong = altered.filter(({ verdict }) => verdict === 'pass').length;
    console.log(
      `  ${mode.padEnd(10)} honest passes ${withInterval(passes, verdicts.length)}; altered terms passed ${withInterval(wrong, altered.length)}`,
    );
  }
  const kinds = new Set(all.flatMap(({ altered }) => altered.named.map(({ kind }) => kind)));
  for (const kind of kinds) {
    const named = all.flatMap(({ altered }) => altered.named).filter((one) => one.kind === kind);
    console.log(`  ${kind.padEnd(18)} with the profile named ${cell(tally(named.map(({ verdict }) => verdict)))}`);
  }
};

const main = async (): Promise<void> => {
  if (!options.data) throw new Error('--data DIR is missing; docs/measurements.md says what it holds');
  const listener = await openListener({ config: loadConfig().config, cacheDir: options.cache ?? null, voice: false });
  const unseen = (await readDataset(join(options.data, 'aishell3-dev'))).utterances;
  const trained = (await readDataset(join(options.data, 'aishell1-two-speakers'))).utterances;
  const half = halvesOf(trained)[options.half === 'heldOut' ? 'heldOut' : 'development'];
  const chosen = sample(seededRandom(Number(options.seed)), half, Number(options.sentences));
  const inventory = inventoryOf([...unseen, ...trained].map(({ transcript }) => transcript ?? ''));
  const sets = [
    ['aishell3-dev (human, 15 speakers, not seen by the model)', await hearAll(listener, unseen)],
    [
      `aishell1-two-speakers, ${options.half} half (human, the model was trained on both)`,
      await hearAll(listener, chosen),
    ],
  ] as const;
  const [, [trainedName, trainedOn]] = sets;
  const long = [`${trainedName}, ${JOINED} sentences joined to one reading`, joinReadings(trainedOn, JOINED)] as const;
  await listener.close();
  if (options.rates) printRates(sets.flatMap(([, recordings]) => recordings));
  else for (const [name, recordings] of [...sets, long]) runSet(name, recordings, inventory);
};

await main();
