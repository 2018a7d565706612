import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { type BenchProgram, PROGRAMS } from '../../bench/programs.js';
import type { BenchOptions } from '../../bench/run/options.js';
import { commandLine, share, wholeNumber } from './arguments.js';
import { EXIT } from './exit-codes.js';
import { printLines } from './terminal.js';

interface CliOptions {
  readonly data: readonly string[];
  readonly models?: string;
  readonly policy: readonly string[];
  readonly trainedOn: readonly string[];
  readonly limit?: number;
  readonly speakers?: number;
  readonly seed: number;
  readonly jobs: number;
  readonly cache: string | false;
  readonly dialect?: string;
  readonly out?: string;
  readonly html?: string;
  readonly curve?: boolean;
}

const toBenchOptions = (options: CliOptions): BenchOptions => ({
  data: options.data,
  models: options.models?.split(',').filter((dir) => dir !== '') ?? [],
  policy: options.policy,
  trainedOn: options.trainedOn,
  limit: options.limit ?? null,
  speakers: options.speakers ?? null,
  seed: options.seed,
  jobs: options.jobs,
  cache: options.cache === false ? null : options.cache,
  dialect: options.dialect ?? null,
  command: commandLine(),
  clips: options.html !== undefined,
  curve: options.curve ?? false,
});

const run = async (program: BenchProgram, options: CliOptions): Promise<void> => {
  const bench = await program.load();
  const result = await bench(toBenchOptions(options));
  const { writeResult } = await import('../../bench/report/write-result.js');
  await writeResult(result, options);
};

const addProgram = (bench: Command, program: BenchProgram): void => {
  const command = bench
    .command(program.name)
    .description(program.description)
    .option('--data <spec...>', 'data sets: NAME=MANIFEST.tsv, JSON lines, a folder or a glob', [])
    .option('--models <dirs>', 'model folders to compare, separated by commas')
    .option('--policy <id|file...>', 'policies to compare', ['default'])
    .option('--trained-on <name...>', 'data sets that the models were trained on', [])
    .option('--limit <n>', 'at most so many readings of each data set', wholeNumber(1))
    .option('--speakers <n>', 'at most so many speakers of each data set', wholeNumber(1))
    .option('--seed <n>', 'of every random choice', wholeNumber(0), 1)
    .option('--jobs <n>', 'engine processes', wholeNumber(1), availableParallelism())
    .option(
      '--cache <dir>',
      'keeps what the models heard, so that a run goes on and a second one is quick',
      '.bench-cache',
    )
    .option('--no-cache', 'keep nothing')
    .option('--dialect <id>', 'accent profile where the data set names none')
    .option('--out <file.json>', 'write the result')
    .option('--html <file.html>', 'write one page that holds everything')
    .action((options: CliOptions) => run(program, options));
  if (program.option) command.option(...program.option);
};

interface CompareCliOptions {
  readonly before?: string;
  readonly after?: string;
  readonly alpha: number;
  /** False when `--no-new-false-pass` was given: commander reads it as the negation of `--new-false-pass`. */
  readonly newFalsePass: boolean;
  readonly seed: number;
  readonly out?: string;
  readonly html?: string;
}

const compare = async (oldFile: string, newFile: string, options: CompareCliOptions): Promise<void> => {
  const [{ compareResults }, { readResult }, { writeResult }] = await Promise.all([
    import('../../bench/compare/compare-results.js'),
    import('../../bench/report/read-result.js'),
    import('../../bench/report/write-result.js'),
  ]);
  const { result, regressions } = compareResults(await readResult(oldFile), await readResult(newFile), {
    before: options.before ?? null,
    after: options.after ?? null,
    alpha: options.alpha,
    noNewFalsePass: !options.newFalsePass,
    seed: options.seed,
    command: commandLine(),
  });
  await writeResult(result, options);
  printLines(['', regressions.length === 0 ? 'no regression' : 'REGRESSION', ...regressions.map((it) => `  ${it}`)]);
  if (regressions.length > 0) process.exitCode = EXIT.regression;
};

const addCompare = (bench: Command): void => {
  bench
    .command('compare')
    .description('two results of one bench, case by case, with paired tests')
    .argument('<old.json>')
    .argument('<new.json>')
    .option('--before <system>', 'system of the first result, when it has several')
    .option('--after <system>', 'system of the second result, when it has several')
    .option('--alpha <p>', 'level of the tests', share, 0.05)
    .option('--no-new-false-pass', 'one new false pass is a regression, significant or not')
    .option('--seed <n>', 'of resampling', wholeNumber(0), 1)
    .option('--out <file.json>', 'write the comparison')
    .option('--html <file.html>', 'write one page that holds everything')
    .addHelpText(
      'after',
      `\nExit codes: 0 no regression, ${EXIT.regression} regression, 1 the results cannot be compared.`,
    )
    .action(compare);
};

/** `hesheng bench NAME`. */
export const addBenchCommand = (program: Command): void => {
  const bench = program.command('bench').description('measure models and policies: docs/bench.md');
  for (const one of PROGRAMS) addProgram(bench, one);
  addCompare(bench);
};
