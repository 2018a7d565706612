/**
 * Accents that the recogniser does not know: how clearly it hears each set of recordings, how far a clause beats its words in
 * other orders, and what that makes of verdicts (before: as if every accent were known). The first two say where the
 * thresholds lie, and are looked at on the development half only.
 *
 *   npm run bench:unfamiliar -- --data DIR [--sentences 120] [--seed 1] [--half development|heldOut] [--cache FOLDER]
 *
 * DIR holds aishell3-dev, dialect-dev, aishell1-two-speakers and speechocean762-adults. Human voices.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../src/config.js';
import type { Familiarity } from '../../src/verdict/evidence.js';
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
import { quantile, sortedNumbers } from '../statistics/quantile.js';
import { type CaseKind, casesOf, HONEST } from '../verdicts/cases.js';
import { halvesOf } from './halves.js';

const options = parseArgs({
  options: {
    data: { type: 'string' },
    sentences: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
    half: { type: 'string', default: 'heldOut' },
    cache: { type: 'string' },
  },
}).values;

const SHIPPED = shippedPolicies()[0]!;
const ALL_KNOWN: Policy = { ...SHIPPED, thresholds: { ...SHIPPED.thresholds, clarityMin: 0 } };
const LATIN = /[A-Za-z]/;
/** Other clauses that each recording is judged against, besides the one that the alterations draw. */
const OTHERS = 4;

type Kind = CaseKind | 'another_language';

interface Judged {
  readonly utterance: Utterance;
  readonly kind: Kind;
  readonly familiarity: Familiarity;
  readonly before: VerdictName;
  readonly after: VerdictName;
  readonly reasons: readonly string[];
}

const judge = (heard: HeardReading, clauseText: string): Omit<Judged, 'utterance' | 'kind'> => {
  const scored = scoreReading(heard, { clauseText, criticalTerms: [], dialectHint: null });
  const [before, after] = [ALL_KNOWN, SHIPPED].map((policy) => judgeScored(scored, policy, { kind: 'not_requested' }));
  return {
    familiarity: scored.content.familiarity,
    before: before!.verdict,
    after: after!.verdict,
    reasons: after!.reasons.map(({ code }) => code),
  };
};

interface Asked {
  readonly kind: Kind;
  readonly clause: string;
}

/** The clause as it is and altered, and other clauses of the set. */
const asReading = (clauses: readonly string[], random: () => number, utterance: Utterance): readonly Asked[] => {
  const others = clauses.filter((clause) => clause !== utterance.transcript);
  return [
    ...casesOf(utterance, clauses, Number(options.seed)),
    ...sample(random, others, OTHERS).map((clause) => ({ kind: 'wrong_clause' as const, clause })),
  ];
};

const asForeign = (clauses: readonly string[], random: () => number): readonly Asked[] =>
  sample(random, clauses, OTHERS).map((clause) => ({ kind: 'another_language' as const, clause }));

const judgeAll = async (
  listener: Listener,
  utterances: readonly Utterance[],
  ask: (utterance: Utterance) => readonly Asked[],
): Promise<readonly Judged[]> => {
  const judged: Judged[] = [];
  for (const utterance of utterances) {
    const hearing = await listener.hear(utterance);
    if (hearing.kind !== 'heard') throw new Error(`${utterance.id}: ${hearing.code}`);
    for (const { kind, clause } of ask(utterance)) {
      if (!LATIN.test(clause)) judged.push({ utterance, kind, ...judge(hearing.heard, clause) });
    }
  }
  return judged;
};

const SHARES = [0, 0.01, 0.05, 0.5, 0.95, 0.99, 1];
const spread = (values: readonly (number | null)[]): string => {
  const sorted = sortedNumbers(values.flatMap((value) => value ?? []));
  return sorted.length === 0 ? '-' : SHARES.map((at) => quantile(sorted, at).toFixed(2)).join(' ');
};
const verdicts = (trials: readonly Judged[], when: 'before' | 'after'): string =>
  (['pass', 'review', 'fail'] as const)
    .map((verdict) => trials.filter((trial) => trial[when] === verdict).length)
    .join('/');

const report = (name: string, trials: readonly Judged[]): void => {
  const clarity = new Map(trials.map(({ utterance, familiarity }) => [utterance.id, familiarity.clarity]));
  console.log(
    `\n${name}: ${clarity.size} recordings, clarity at 0/1/5/50/95/99/100 %: ${spread([...clarity.values()])}`,
  );
  console.log('what was read       trials  before          now             decoy margin at 0/1/5/50/95/99/100 %');
  for (const kind of new Set(trials.map((trial) => trial.kind))) {
    const own = trials.filter((trial) => trial.kind === kind);
    const margins = spread(own.map(({ familiarity }) => familiarity.decoyMargin));
    console.log(
      `${kind.padEnd(20)}${String(own.length).padStart(6)}  ${verdicts(own, 'before').padEnd(16)}${verdicts(own, 'after').padEnd(16)}${margins}`,
    );
  }
};

const reportOneByOne = (trials: readonly Judged[]): void => {
  for (const { utterance, kind, familiarity, before, after, reasons } of trials) {
    if (kind !== HONEST) continue;
    const { clarity, decoyMargin } = familiarity;
    const figures = [clarity, decoyMargin]
      .map((value) => (value === null ? '-' : value.toFixed(2)).padStart(6))
      .join('');
    console.log(`${utterance.speaker.padEnd(30)}${figures}  ${before.padEnd(7)}${after.padEnd(7)}${reasons.join(' ')}`);
  }
};

const clausesOf = (utterances: readonly Utterance[]): readonly string[] =>
  [...new Set(utterances.flatMap(({ transcript }) => transcript ?? []))].filter((clause) => !LATIN.test(clause));

const main = async (): Promise<void> => {
  const { data } = options;
  if (!data) throw new Error('--data DIR is missing; docs/measurements.md says what it holds');
  const [unseen, dialect, trained, english] = await Promise.all(
    ['aishell3-dev', 'dialect-dev', 'aishell1-two-speakers', 'speechocean762-adults'].map(
      async (set) => (await readDataset(join(data, set))).utterances,
    ),
  );
  const random = seededRandom(Number(options.seed));
  const half = options.half === 'development' ? 'development' : 'heldOut';
  const chosen = sample(random, halvesOf(trained!)[half], Number(options.sentences));
  const foreign = sample(random, english!, Math.ceil(Number(options.sentences) / 2));
  const clauses = clausesOf(trained!);
  const listener = await openListener({ config: loadConfig().config, cacheDir: options.cache ?? null, voice: false });
  try {
    const among = (own: readonly string[]) => (utterance: Utterance) => asReading(own, random, utterance);
    const mandarin = await judgeAll(listener, chosen, among(clauses));
    report(`aishell1-two-speakers, ${half} half (Mandarin, the model was trained on both)`, mandarin);
    report('aishell3-dev (Mandarin, not seen)', await judgeAll(listener, unseen!, among(clausesOf(unseen!))));
    const misled = await judgeAll(listener, foreign, () => asForeign(clauses, random));
    report('speechocean762-adults (English)', misled);
    const accented = await judgeAll(listener, dialect!, among(clausesOf(dialect!)));
    report('dialect-dev (nine cities)', accented);
    console.log('\nhonest readings of dialect-dev: clarity, decoy margin, verdict before and now');
    reportOneByOne(accented);
  } finally {
    await listener.close();
  }
};

await main();
