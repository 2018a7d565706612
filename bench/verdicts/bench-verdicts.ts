import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { INSTALLATION_DIR } from '../../src/config/installation.js';
import { loadConfig } from '../../src/config.js';
import type { HeardReading } from '../../src/verification/hear-reading.js';
import { readDatasets } from '../dataset/read-dataset.js';
import type { Dataset, Utterance } from '../dataset/utterance.js';
import { clipsOf } from '../report/audio-clip.js';
import { type BenchResult, RESULT_SCHEMA } from '../report/result.js';
import { chooseUtterances } from '../run/choose-utterances.js';
import { concurrently } from '../run/concurrently.js';
import { metaOf, stampDataset } from '../run/meta.js';
import type { BenchOptions } from '../run/options.js';
import { withBenchProgress } from '../run/progress.js';
import { type Contender, openContenders } from '../run/systems.js';
import { openWorkerPool, type WorkerPool } from '../run/worker-pool.js';
import { type Case, casesOf, clausesOf } from './cases.js';
import type { JudgedCase, JudgeTask } from './judge-cases.js';
import { isHonest, type JudgedTrial, toTrial } from './judged-trial.js';
import { scoringVersion } from './scored-cache.js';
import { clipsWanted, verdictSections } from './verdict-sections.js';

/** Without data of one's own: the synthetic readings that come with Hesheng. */
const FIXTURES = join(INSTALLATION_DIR, 'fixtures');

type Pool = WorkerPool<JudgeTask, readonly (readonly JudgedCase[])[]>;

interface Work {
  readonly utterance: Utterance;
  readonly cases: readonly Case[];
}

const workOf = (dataset: Dataset, options: BenchOptions): readonly Work[] => {
  const clauses = clausesOf(dataset);
  return chooseUtterances(dataset, options)
    .map((utterance) => ({ utterance, cases: casesOf(utterance, clauses, options.seed) }))
    .filter(({ cases }) => cases.length > 0);
};

const detailOf = ({ utterance }: Work, one: Case, judged: JudgedCase | null, code: string): string => {
  const reasons = judged === null ? code : judged.reasons.join(' ');
  const said = isHonest({ case: one }) ? '' : ` · recording: ${utterance.deviation ?? utterance.transcript}`;
  return `${reasons}${reasons === '' ? '' : ' · '}clause: ${one.clause}${said}`;
};

/** Scores depend on the hearing, the code and the clauses. */
const scoresKey = (hearing: string, version: string, dialectHint: string | null, cases: readonly Case[]): string => {
  const asked = cases.map(({ id, clause, criticalTerms, previous }) => [id, clause, criticalTerms, previous]);
  return createHash('sha256')
    .update(JSON.stringify([hearing, version, dialectHint, asked]))
    .digest('hex');
};

interface Bench {
  readonly pool: Pool;
  readonly options: BenchOptions;
  /** Of the code that scores. */
  readonly version: string;
}

const judgeWork = async (
  work: Work,
  { listener, judges }: Contender,
  bench: Bench,
): Promise<readonly JudgedTrial[]> => {
  const { utterance, cases } = work;
  const { options, pool, version } = bench;
  const hearing = await listener.hear(utterance);
  const dialectHint = utterance.dialectHint ?? options.dialect;
  const policies = judges.map(({ policy }) => policy.policy);
  const judge = (heard: HeardReading, key: string) => {
    const folder = options.cache;
    const cache = folder === null ? null : { folder, key: scoresKey(key, version, dialectHint, cases) };
    return pool.run({ heard, dialectHint, cases, policies, cache });
  };
  const judged = hearing.kind === 'failed' ? null : await judge(hearing.heard, hearing.key);
  const code = hearing.kind === 'failed' ? hearing.code : '';
  return cases.flatMap((one, at) =>
    judges.map(({ system }, of): JudgedTrial => {
      const result = judged?.[at]?.[of] ?? null;
      const outcome = result?.verdict ?? 'failed';
      return { utterance, case: one, system, judged: result, outcome, detail: detailOf(work, one, result, code) };
    }),
  );
};

/**
 * Verdicts on readings: the clause as it is, and altered so that the recording does not say it, under every model folder
 * and every policy.
 */
export const benchVerdicts = async (options: BenchOptions): Promise<BenchResult> => {
  const datasets = await readDatasets(options.data.length > 0 ? options.data : [FIXTURES]);
  const all = datasets.flatMap((dataset) => workOf(dataset, options));
  const { config } = loadConfig();
  const contenders = await openContenders(config, { ...options, voice: false });
  const pool: Pool = openWorkerPool(new URL('./judge-worker.js', import.meta.url), options.jobs);
  try {
    const bench: Bench = { pool, options, version: scoringVersion() };
    const trials = await withBenchProgress('verdicts', all.length * contenders.length, async (step) => {
      const judged: JudgedTrial[] = [];
      for (const contender of contenders) {
        const each = await concurrently(all, 2 * options.jobs, async (work) => {
          const found = await judgeWork(work, contender, bench);
          step();
          return found;
        });
        judged.push(...each.flat());
      }
      return judged;
    });
    const stamps = datasets.map((dataset) => stampDataset(dataset, options.trainedOn));
    const clips = await clipsOf(options.clips ? clipsWanted(trials, stamps) : [], config.ffmpeg);
    return {
      schema: RESULT_SCHEMA,
      bench: 'verdicts',
      meta: metaOf({ command: options.command, seed: options.seed, date: new Date() }),
      datasets: stamps,
      systems: contenders.flatMap(({ judges }) => judges.map(({ system }) => system)),
      sections: verdictSections(trials, stamps, clips, options.seed),
      trials: trials.map(toTrial),
    };
  } finally {
    await pool.close();
    await Promise.all(contenders.map(({ listener }) => listener.close()));
  }
};
