/**
 * Verdicts on readings: the clause as it is, and altered so that the recording does not say it.
 *
 *   npm run bench:verdicts -- --data DIR [--sentences 60] [--seed 1] [--dialect HINT]
 *
 * DIR holds aishell3-dev and aishell1-two-speakers (manifest.tsv + audio). Human voices; the fixtures are synthetic and
 * listed apart. Then the time of a reading and of a warm HTTP round trip, as ratios.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../../src/config.js';
import { createReader, type Reader } from '../../src/main.js';
import { shippedPolicies } from '../../src/verdict/policies.js';
import type { VerdictName } from '../../src/verdict/verdict.js';
import { type HeardReading, hearReading } from '../../src/verification/hear-reading.js';
import { judgeReading } from '../../src/verification/judge-reading.js';
import { sample, seededRandom } from '../seeded-random.js';
import { type AlterationKind, alterClause } from './alterations.js';
import { measureLatency } from './latency.js';
import { type Recording, readFixtures, readManifest } from './recordings.js';
import { tallyLine } from './tally.js';

const stopwatch = (): number => performance.now();
const POLICY = shippedPolicies()[0]!;

const judgeAs = (
  heard: HeardReading,
  text: string,
  dialectHint: string | null,
  criticalTerms: readonly string[] = [],
) =>
  judgeReading(heard, { clauseText: text, criticalTerms, dialectHint }, POLICY, { kind: 'not_requested' }, stopwatch);

interface SetResult {
  readonly honest: readonly {
    readonly recording: Recording;
    readonly verdict: VerdictName;
    readonly reasons: string;
  }[];
  readonly altered: readonly {
    readonly kind: AlterationKind;
    readonly verdict: VerdictName;
    readonly said: string;
    readonly text: string;
  }[];
}

const runSet = async (
  reader: Reader,
  recordings: readonly Recording[],
  clauses: readonly string[],
  random: () => number,
  hint: string | null,
): Promise<SetResult> => {
  const honest: SetResult['honest'][number][] = [];
  const altered: SetResult['altered'][number][] = [];
  for (const recording of recordings) {
    const heard = await hearReading({ ...reader, stopwatch }, recording.path, { voice: false });
    const { verdict, reasons } = judgeAs(heard, recording.text, hint);
    honest.push({ recording, verdict, reasons: reasons.map(({ code }) => code).join(',') });
    const others = clauses.filter((text) => text !== recording.text);
    for (const { kind, text } of alterClause(recording.text, others, random)) {
      altered.push({ kind, verdict: judgeAs(heard, text, hint).verdict, said: recording.text, text });
    }
    if (process.stderr.isTTY) process.stderr.write(`\r${honest.length}/${recordings.length} recordings`);
  }
  if (process.stderr.isTTY) process.stderr.write('\n');
  return { honest, altered };
};

const report = (name: string, { honest, altered }: SetResult): number => {
  console.log(`\n${name}`);
  console.log(
    tallyLine(
      '  clause as it is',
      honest.map(({ verdict }) => verdict),
    ),
  );
  for (const kind of new Set(altered.map((one) => one.kind))) {
    console.log(
      tallyLine(
        `  ${kind}`,
        altered.filter((one) => one.kind === kind).map(({ verdict }) => verdict),
      ),
    );
  }
  console.log(
    tallyLine(
      '  all altered',
      altered.map(({ verdict }) => verdict),
    ),
  );
  for (const { recording, verdict, reasons } of honest.filter((one) => one.verdict !== 'pass')) {
    console.log(`    not passed: ${verdict} ${reasons}  ${recording.text}`);
  }
  const falsePasses = altered.filter(({ verdict }) => verdict === 'pass');
  for (const { kind, said, text } of falsePasses) console.log(`    FALSE PASS: ${kind}  said ${said}  clause ${text}`);
  return falsePasses.length;
};

const runFixtures = async (reader: Reader): Promise<number> => {
  console.log('\nfixtures (synthetic voices)');
  let unexpected = 0;
  for (const fixture of readFixtures('fixtures')) {
    const heard = await hearReading({ ...reader, stopwatch }, join('fixtures', fixture.file), { voice: false });
    const { verdict, reasons } = judgeAs(heard, fixture.clause_text, fixture.dialect_hint, fixture.critical_terms);
    const asExpected = fixture.expected.verdicts.includes(verdict);
    if (!asExpected) unexpected++;
    console.log(
      `  ${asExpected ? ' ' : '!'} ${fixture.file.padEnd(30)} ${verdict.padEnd(7)} expected ${fixture.expected.verdicts.join('|').padEnd(12)} ${reasons.map(({ code }) => code).join(',')}`,
    );
  }
  return unexpected;
};

const options = parseArgs({
  options: {
    data: { type: 'string' },
    sentences: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    dialect: { type: 'string' },
  },
}).values;

const main = async (): Promise<void> => {
  const reader = createReader(loadConfig().config);
  await reader.engine.ready();
  let wrong = await runFixtures(reader);
  if (options.data) {
    const random = seededRandom(Number(options.seed));
    const unseen = readManifest(join(options.data, 'aishell3-dev'));
    const trained = readManifest(join(options.data, 'aishell1-two-speakers')).filter(
      ({ text }) => Array.from(text).length >= 4,
    );
    const chosen = sample(random, trained, Number(options.sentences));
    const clauses = [...unseen, ...chosen].map(({ text }) => text);
    const hint = options.dialect ?? null;
    wrong += report(
      'aishell3-dev (human, 15 speakers, not seen by the model)',
      await runSet(reader, unseen, clauses, random, hint),
    );
    wrong += report(
      `aishell1-two-speakers (human, the model was trained on these two), ${chosen.length} random sentences, seed ${options.seed}`,
      await runSet(reader, chosen, clauses, random, hint),
    );
  }
  await measureLatency(reader);
  await reader.close();
  process.exitCode = wrong > 0 ? 1 : 0;
};

await main();
